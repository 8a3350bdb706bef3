using DeviceSimulator.Fleet.Routes;

namespace DeviceSimulator.Fleet.Devices;

/// <summary>How long a device waits before it connects again: doubling up to a bound, and spread so that a fleet does not come back in step.</summary>
internal static class Backoff
{
    /// <summary>
    /// Milliseconds before try number <paramref name="failures"/> + 1: between half and all of
    /// initial × 2^(failures-1), at most <paramref name="max"/>. The same vehicle and failure give the same answer.
    /// </summary>
    public static long DelayMs(TimeSpan initial, TimeSpan max, int failures, long seed, int index)
    {
        var full = Math.Min(initial.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30)), max.TotalMilliseconds);
        var random = SplitMix.For(seed + failures, index);
        return (long)(full * random.Next(0.5, 1.0));
    }
}
