using System.ComponentModel;

namespace Gateway.Api.Health;

/// <summary>The answer of the health paths.</summary>
public sealed record HealthObject
{
    [Description("healthy, degraded or unhealthy: that of the worst part. Degraded is answered with 200, unhealthy with 503.")]
    public required string Status { get; init; }

    [Description("The parts; none for the path live.")]
    public required IReadOnlyList<HealthPartObject> Checks { get; init; }
}
