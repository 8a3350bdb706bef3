namespace Gateway.Vehicles;

/// <summary>Where a report comes from.</summary>
/// <param name="ReceivedMs">When it was received, Unix milliseconds.</param>
/// <param name="Protocol">The protocol's name.</param>
/// <param name="NowMs">When its events are queued.</param>
internal readonly record struct ReportSource(long ReceivedMs, string? Protocol, long NowMs);
