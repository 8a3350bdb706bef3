namespace Gateway.Configuration.Idempotency;

/// <summary>One request's use of an idempotency key.</summary>
/// <param name="AccountId">Keys of different accounts are different keys.</param>
/// <param name="Key">As the client sent it.</param>
/// <param name="RequestHash">Hexadecimal SHA-256 over method, path and body.</param>
/// <param name="Render">The answer for what was created; called before the commit, once.</param>
public sealed record IdempotencyClaim<T>(long AccountId, string Key, string RequestHash, Func<T, StoredAnswer> Render);
