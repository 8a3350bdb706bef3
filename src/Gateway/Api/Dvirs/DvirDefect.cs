using System.ComponentModel;

namespace Gateway.Api.Dvirs;

/// <summary>One defect that an inspection found.</summary>
public sealed record DvirDefect
{
    [Description("Your own id of it; its place in the list, from 1, where it is left out.")]
    public string? DefectId { get; init; }

    [Description("vehicle or trailer; vehicle where it is left out.")]
    public string? Unit { get; init; }

    [Description("brakes, tires, lights …; required.")]
    public string? Category { get; init; }

    public string? Comment { get; init; }

    [Description("minor, major, critical, or what you call it.")]
    public string? Severity { get; init; }

    [Description("false where it is left out.")]
    public bool? Resolved { get; init; }

    [Description("Unix seconds.")]
    public long? ResolvedTime { get; init; }

    public string? ResolvedBy { get; init; }

    [Description("Up to 10 http or https addresses.")]
    public IReadOnlyList<string>? PhotoUrls { get; init; }
}
