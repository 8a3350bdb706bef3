namespace Gateway.Bench.Load.Dispatching;

/// <summary>Options of <see cref="DispatchRun"/>.</summary>
/// <param name="Url">Where all webhooks go.</param>
/// <param name="Webhooks">How many; each gets as many messages.</param>
/// <param name="Messages">Messages that are counted.</param>
/// <param name="Variant">What the webhooks are like.</param>
/// <param name="Folder">For journals; deleted by the parent.</param>
internal sealed record DispatchRunOptions(Uri Url, int Webhooks, int Messages, DispatchVariant Variant, string Folder);
