using System.Net.Http.Headers;

namespace Gateway.Dispatch.Delivery;

/// <summary>The Retry-After header (RFC 9110, 10.2.3): seconds or a date.</summary>
internal static class RetryAfter
{
    /// <summary>The wait asked for, counted from now; null without a usable header.</summary>
    public static TimeSpan? From(RetryConditionHeaderValue? value, DateTimeOffset now) => value switch
    {
        { Delta: { } seconds } => seconds,
        { Date: { } date } => date - now,
        _ => null,
    };
}
