using Microsoft.Extensions.Options;

namespace Gateway.Dispatch;

/// <summary>Checks all settings and names every fault at once.</summary>
public sealed class DispatchOptionsValidator : IValidateOptions<DispatchOptions>
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, DispatchOptions options)
    {
        var faults = new List<string>();
        Check(faults, nameof(options.Concurrency), options.Concurrency, 1, 1_000);
        Check(faults, nameof(options.FirstConcurrency), options.FirstConcurrency, 1, 1_000);
        Check(faults, nameof(options.CrowdedAt), options.CrowdedAt, 1, 1_000_000);
        Check(faults, nameof(options.MaxBatchBytes), options.MaxBatchBytes, 1 << 10, 64 << 20);
        Check(faults, nameof(options.ConnectionLifetime), options.ConnectionLifetime, Short / 10, Day);
        Check(faults, nameof(options.AttemptTimeout), options.AttemptTimeout, Short, Minutes);
        Check(faults, nameof(options.ConnectTimeout), options.ConnectTimeout, Short, Minutes);
        Check(faults, nameof(options.MaxAnswerBytes), options.MaxAnswerBytes, 1 << 10, 64 << 20);
        Check(faults, nameof(options.RetryJitter), options.RetryJitter, 0.0, 1.0);
        Check(faults, nameof(options.MaxRetryAfter), options.MaxRetryAfter, TimeSpan.Zero, TimeSpan.FromDays(7));
        Check(faults, nameof(options.BreakerThreshold), options.BreakerThreshold, 2, 1_000);
        Check(faults, nameof(options.BreakerWindow), options.BreakerWindow, Half, TimeSpan.FromMinutes(10));
        Check(faults, nameof(options.BreakerFirstPause), options.BreakerFirstPause, Half, TimeSpan.FromHours(1));
        Check(faults, nameof(options.BreakerMaxPause), options.BreakerMaxPause, options.BreakerFirstPause, Day);
        Check(faults, nameof(options.PayloadCacheBytes), options.PayloadCacheBytes, 0, 16L << 30);
        Check(faults, nameof(options.RetentionAge), options.RetentionAge, Minutes / 5, TimeSpan.FromDays(3653));
        Check(faults, nameof(options.RetentionBytes), options.RetentionBytes, 1L << 20, long.MaxValue);
        Check(faults, nameof(options.RetentionInterval), options.RetentionInterval, Second, Day);
        Check(faults, nameof(options.SnapshotInterval), options.SnapshotInterval, Second, Day);
        Check(faults, nameof(options.StopTimeout), options.StopTimeout, TimeSpan.Zero, Minutes);
        if (options.RetryIntervals is null or { Count: 0 })
        {
            faults.Add($"{nameof(options.RetryIntervals)} needs at least one interval.");
        }
        else if (options.RetryIntervals.Any(interval => interval < Short || interval > TimeSpan.FromDays(30)))
        {
            faults.Add($"{nameof(options.RetryIntervals)} must each be between {Short} and 30 days.");
        }

        if (options.AllowedReceivers is null)
        {
            faults.Add($"{nameof(options.AllowedReceivers)} must not be null.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check<T>(List<string> faults, string option, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0 || value is double.NaN)
        {
            faults.Add($"{option} is {value}; it must be between {least} and {most}.");
        }
    }
}
