namespace Gateway.Accounts;

/// <summary>The names of the roles outside and at rest.</summary>
public static class KeyRoleNames
{
    public static string ToName(this KeyRole role) => role switch
    {
        KeyRole.Reader => "reader",
        KeyRole.Manager => "manager",
        KeyRole.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static bool TryParse(string? name, out KeyRole role)
    {
        role = name switch
        {
            "reader" => KeyRole.Reader,
            "manager" => KeyRole.Manager,
            "admin" => KeyRole.Admin,
            _ => default,
        };
        return role != default;
    }
}
