namespace Gateway.Configuration.Idempotency;

/// <summary>Bounds of what is kept for idempotency keys.</summary>
public static class IdempotencyLimits
{
    /// <summary>The longest key.</summary>
    public const int KeyLength = 128;

    /// <summary>The most keys kept for an account; the oldest go first.</summary>
    public const int KeysPerAccount = 10_000;

    /// <summary>How long an answer is given again.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromHours(24);
}
