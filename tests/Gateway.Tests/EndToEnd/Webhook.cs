namespace Gateway.Tests.EndToEnd;

/// <summary>A webhook as made over the API.</summary>
internal sealed record Webhook(long Id, string Secret);
