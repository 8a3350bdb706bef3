using System.ComponentModel;
using System.Text.Json.Serialization;
using Gateway.Accounts;

namespace Gateway.Api.Keys;

/// <summary>A key as the API shows it.</summary>
public sealed record KeyObject
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required long UserId { get; init; }

    public required string Username { get; init; }

    public required string Name { get; init; }

    [Description("reader, manager or admin: what the key may do, never more than its user.")]
    public required string Role { get; init; }

    [Description("The first characters of the key.")]
    public required string Prefix { get; init; }

    [Description("The key itself: in the first answer to the create only.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    [Description("Unix seconds, to the hour; null where it was not used yet, or a moment ago for the first time.")]
    public required long? LastUsedTime { get; init; }

    internal static KeyObject From(ApiKey key, string? token = null) => new()
    {
        Id = key.Id,
        AccountId = key.AccountId,
        UserId = key.UserId,
        Username = key.Username,
        Name = key.Name,
        Role = key.Role.ToName(),
        Prefix = key.Prefix,
        Key = token,
        CreatedTime = key.CreatedMs / 1000,
        LastUsedTime = key.LastUsedMs / 1000,
    };
}
