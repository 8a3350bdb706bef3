namespace Gateway.Accounts;

/// <summary>Bounds of what one account can have in memory here.</summary>
public static class AccountLimits
{
    /// <summary>The most users of an account.</summary>
    public const int Users = 1000;

    /// <summary>The most keys of an account, revoked ones not counted.</summary>
    public const int Keys = 1000;
}
