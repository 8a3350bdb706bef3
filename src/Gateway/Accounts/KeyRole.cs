namespace Gateway.Accounts;

/// <summary>What the holder of a key may do; each includes the one before.</summary>
public enum KeyRole
{
    /// <summary>Read everything of the account but keys.</summary>
    Reader = 1,

    /// <summary>Change everything of the account but keys.</summary>
    Manager = 2,

    /// <summary>Make and revoke keys too.</summary>
    Admin = 3,
}
