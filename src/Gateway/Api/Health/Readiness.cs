namespace Gateway.Api.Health;

/// <summary>How a part is.</summary>
/// <param name="IsReady">Whether it does its work.</param>
/// <param name="Detail">A sentence for people, or null. No secrets: it is shown without a key.</param>
public readonly record struct Readiness(bool IsReady, string? Detail = null);
