namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>Where connections go to; webhooks of one origin share them.</summary>
/// <param name="Host">Name or literal address, as <see cref="Uri.IdnHost"/> has it.</param>
/// <param name="Port">TCP port.</param>
internal readonly record struct ReceiverOrigin(string Host, int Port);
