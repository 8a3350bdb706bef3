using System.ComponentModel;

namespace Gateway.Api.Dvirs;

/// <summary>The mechanic who signed for the repairs.</summary>
public sealed record DvirMechanic
{
    [Description("Your own id of them.")]
    public string? MechanicId { get; init; }

    public string? Name { get; init; }

    [Description("Unix seconds.")]
    public long? SignedTime { get; init; }

    public string? Comment { get; init; }
}
