using System.ComponentModel;

namespace Gateway.Api.Keys;

/// <summary>The fields of a new key.</summary>
public sealed record KeyInput
{
    [Description("For people. Required.")]
    public string? Name { get; init; }

    [Description("reader, manager or admin. Required.")]
    public string? Role { get; init; }
}
