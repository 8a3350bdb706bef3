using System.ComponentModel;

namespace Gateway.Api.Users;

/// <summary>The fields of a new user.</summary>
public sealed record UserInput
{
    [Description("Letters, digits and . _ - @ +, up to 100, unique in the gateway. Stands in messages. Required.")]
    public string? Username { get; init; }

    [Description("reader, manager or admin: the most that the user's keys may do. Required.")]
    public string? Role { get; init; }

    [Description("For people.")]
    public string? Name { get; init; }

    public string? Email { get; init; }
}
