using Gateway.Configuration.Store;

namespace Gateway.Accounts;

/// <summary>Between accounts, users, keys and their rows.</summary>
internal static class AccountRows
{
    public static Account ToAccount(this AccountRow row) =>
        new(row.Id, row.Name, row.SuspendedMs is not null, row.CreatedMs);

    public static User ToUser(this UserRow row) =>
        new(row.Id, row.AccountId, row.Username, row.Name, row.Email, ReadRole(row.Role), row.CreatedMs);

    public static ApiKey ToKey(this ApiKeyRow row, string username) => new(
        row.Id,
        row.AccountId,
        row.UserId,
        username,
        row.Name,
        ReadRole(row.Role),
        row.Prefix,
        row.Hash,
        row.CreatedMs,
        row.LastUsedMs);

    /// <summary>A row for a user; the id is not taken.</summary>
    public static UserRow ToRow(this User user) => new()
    {
        AccountId = user.AccountId,
        Username = user.Username,
        Name = user.Name,
        Email = user.Email,
        Role = user.Role.ToName(),
        CreatedMs = user.CreatedMs,
    };

    /// <summary>A row for a key; the token itself does not go into it.</summary>
    public static ApiKeyRow ToKeyRow(this User user, string name, KeyRole role, string token, long nowMs) => new()
    {
        AccountId = user.AccountId,
        UserId = user.Id,
        Name = name,
        Role = role.ToName(),
        Prefix = KeyTokens.Prefix(token),
        Hash = KeyTokens.Hash(token),
        CreatedMs = nowMs,
    };

    private static KeyRole ReadRole(string name) => KeyRoleNames.TryParse(name, out var role) ? role : KeyRole.Reader;
}
