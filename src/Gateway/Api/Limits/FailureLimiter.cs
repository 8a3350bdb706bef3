using System.Net;
using System.Threading.RateLimiting;

namespace Gateway.Api.Limits;

/// <summary>
/// How many wrong keys an address may send. It never stands in the way of a good one: keys can't be guessed, but one
/// forgotten script with a revoked key must not lock its neighbours behind the same address out.
/// </summary>
internal sealed class FailureLimiter(ApiOptions options) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress?> _limiter = PartitionedRateLimiter.Create<IPAddress?, int>(
        address => RateLimitPartition.GetTokenBucketLimiter(RemotePartition.Of(address), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.AuthenticationFailureBurst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = Minute / options.AuthenticationFailuresPerMinute,
        }));

    /// <summary>Counts a failure; where it is one too many, how long to wait.</summary>
    public TimeSpan? Count(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Minute;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
