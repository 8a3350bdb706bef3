using System.ComponentModel;

namespace Gateway.Api.Keys;

/// <summary>The fields of a new key.</summary>
public sealed record KeyInput
{
    [Description("For people. Required.")]
    public string? Name { get; init; }

    [Description("reader, manager or admin; not higher than the user's. Required.")]
    public string? Role { get; init; }

    [Description("The user whose key it is; the caller's own where it is left out.")]
    public long? UserId { get; init; }
}
