namespace Gateway.Api.Health;

/// <summary>How one part is.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Detail">A sentence for people, or null.</param>
public sealed record HealthCheckObject(string Name, string Status, string? Detail);
