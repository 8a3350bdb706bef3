namespace Gateway.Accounts;

/// <summary>An account just made, with its first user and that user's admin key.</summary>
public sealed record NewAccount(Account Account, User User, NewApiKey Key);
