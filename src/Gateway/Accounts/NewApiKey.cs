namespace Gateway.Accounts;

/// <summary>A key just made.</summary>
/// <param name="Key">What it is for.</param>
/// <param name="Token">The key itself: shown once, kept nowhere, never logged.</param>
public sealed record NewApiKey(ApiKey Key, string Token);
