using System.ComponentModel;

namespace Gateway.Api.Dvirs;

/// <summary>Who signed an inspection report.</summary>
public sealed record DvirAuthor
{
    [Description("driver, mechanic, or what you call them.")]
    public string? Type { get; init; }

    [Description("A driver of the account.")]
    public long? DriverId { get; init; }

    public string? Name { get; init; }

    [Description("Unix seconds.")]
    public long? SignedTime { get; init; }
}
