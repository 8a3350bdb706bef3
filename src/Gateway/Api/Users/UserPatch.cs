using System.ComponentModel;

namespace Gateway.Api.Users;

/// <summary>The fields of a user that can be changed.</summary>
public sealed record UserPatch
{
    [Description("reader, manager or admin. A lower one holds for the user's keys at once.")]
    public string? Role { get; init; }

    [Description("For people.")]
    public string? Name { get; init; }

    public string? Email { get; init; }
}
