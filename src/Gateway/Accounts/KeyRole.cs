namespace Gateway.Accounts;

/// <summary>What a user, or the holder of a key, may do; each includes the one before.</summary>
public enum KeyRole
{
    /// <summary>Read everything of the account but users and keys.</summary>
    Reader = 1,

    /// <summary>Change everything of the account but users and keys.</summary>
    Manager = 2,

    /// <summary>Make and remove users and keys too.</summary>
    Admin = 3,
}
