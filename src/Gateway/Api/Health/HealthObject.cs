namespace Gateway.Api.Health;

/// <summary>The answer of the health paths.</summary>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Checks">What was asked.</param>
public sealed record HealthObject(string Status, IReadOnlyList<HealthCheckObject> Checks);
