using System.Threading.RateLimiting;
using Gateway.Api.Security;
using Microsoft.AspNetCore.RateLimiting;

namespace Gateway.Api.Limits;

/// <summary>The rates at which the API takes requests: a token bucket for each key. Buckets that are full again are given up.</summary>
internal static class RequestLimits
{
    /// <summary>For endless answers: so many at once for an account.</summary>
    public const string Live = "live";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LiveWait = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddRequestLimits(this IServiceCollection services, ApiOptions options)
    {
        services.AddSingleton<ApiMetrics>();
        services.AddSingleton<FailureLimiter>();
        return services.AddRateLimiter(limiter =>
        {
            var bucket = new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.RequestBurst,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = Second,
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (bool HasKey, long Id)>(
                context => RateLimitPartition.GetTokenBucketLimiter(PartitionOf(context), _ => bucket));
            limiter.AddPolicy(Live, context => RateLimitPartition.GetConcurrencyLimiter(
                context.User.Identity is ApiKeyIdentity identity ? identity.Key.AccountId : 0,
                _ => new ConcurrencyLimiterOptions { PermitLimit = options.LiveStreams }));
            limiter.OnRejected = RefuseAsync;
        });
    }

    private static (bool HasKey, long Id) PartitionOf(HttpContext context) => context.User.Identity is ApiKeyIdentity identity
        ? (true, identity.Key.Id)
        : (false, RemotePartition.Of(context.Connection.RemoteIpAddress));

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var context = refused.HttpContext;
        var metrics = context.RequestServices.GetRequiredService<ApiMetrics>();
        if (refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            metrics.Refused("rate");
            await TooManyRequests.WriteAsync(context, "Too many requests with this key.", wait);
        }
        else
        {
            metrics.Refused("live");
            await TooManyRequests.WriteAsync(context, "The account watches as much as it may already.", LiveWait);
        }
    }
}
