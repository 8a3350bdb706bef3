using System.ComponentModel;

namespace Gateway.Api.Accounts;

/// <summary>The fields of a new account.</summary>
public sealed record AccountInput
{
    [Description("For people. Required.")]
    public string? Name { get; init; }

    [Description("Of its first user, an admin; admin- and the account's id where it is left out.")]
    public string? Username { get; init; }

    [Description("Of its first user.")]
    public string? Email { get; init; }
}
