using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Accounts;

namespace Gateway.Api.Accounts;

/// <summary>An account as the operator sees it.</summary>
public sealed record AccountObject
{
    internal const string Active = "active";
    internal const string Suspended = "suspended";

    public required long Id { get; init; }

    public required string Name { get; init; }

    [Description("active or suspended.")]
    public required string Status { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    [Description("Of the first user: in the answer to the create only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? UserId { get; init; }

    [Description("Of the first user: in the answer to the create only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Username { get; init; }

    [Description("Of the first user's admin key: in the answer to the create only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? KeyId { get; init; }

    [Description("The admin key itself: in the first answer to the create only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    internal static AccountObject From(Account account) => new()
    {
        Id = account.Id,
        Name = account.Name,
        Status = account.IsSuspended ? Suspended : Active,
        CreatedTime = account.CreatedMs / 1000,
    };

    internal static AccountObject From(NewAccount made, bool withToken) => From(made.Account) with
    {
        UserId = made.User.Id,
        Username = made.User.Username,
        KeyId = made.Key.Key.Id,
        Key = withToken ? made.Key.Token : null,
    };
}
