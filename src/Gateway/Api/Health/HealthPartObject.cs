using System.ComponentModel;

namespace Gateway.Api.Health;

/// <summary>How one part is.</summary>
public sealed record HealthPartObject
{
    [Description("configuration, journal, disk, listeners, vehicles, queues, attempt_log; and where set up mail, traces, certificate.")]
    public required string Name { get; init; }

    [Description("healthy, degraded (works, but somebody should look) or unhealthy.")]
    public required string Status { get; init; }

    [Description("A sentence for people, or null.")]
    public required string? Detail { get; init; }

    [Description("What was measured, of the whole gateway: no account's own figures.")]
    public required IReadOnlyDictionary<string, double> Values { get; init; }
}
