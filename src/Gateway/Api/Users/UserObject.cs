using System.ComponentModel;
using Gateway.Accounts;

namespace Gateway.Api.Users;

/// <summary>A user as the API shows it.</summary>
public sealed record UserObject
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required string Username { get; init; }

    public required string? Name { get; init; }

    public required string? Email { get; init; }

    [Description("reader, manager or admin.")]
    public required string Role { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    internal static UserObject From(User user) => new()
    {
        Id = user.Id,
        AccountId = user.AccountId,
        Username = user.Username,
        Name = user.Name,
        Email = user.Email,
        Role = user.Role.ToName(),
        CreatedTime = user.CreatedMs / 1000,
    };
}
