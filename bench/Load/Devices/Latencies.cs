using System.Diagnostics;

namespace Gateway.Bench.Load.Devices;

/// <summary>A histogram of times: 10 µs steps to 5 s. One writer.</summary>
internal sealed class Latencies
{
    private const int StepMicroseconds = 10;
    private readonly int[] _steps = new int[500_001];

    public long Count { get; private set; }

    /// <summary>Notes the time from a <see cref="Stopwatch"/> timestamp to another.</summary>
    public void Add(long from, long to)
    {
        var step = (to - from) * 1_000_000 / Stopwatch.Frequency / StepMicroseconds;
        _steps[Math.Clamp(step, 0, _steps.Length - 1)]++;
        Count++;
    }

    public void Add(Latencies other)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            _steps[i] += other._steps[i];
        }

        Count += other.Count;
    }

    /// <summary>That quantile in milliseconds; NaN without any time.</summary>
    public double Quantile(double fraction)
    {
        var wanted = (long)Math.Ceiling(Count * fraction);
        long seen = 0;
        for (var i = 0; i < _steps.Length && Count > 0; i++)
        {
            seen += _steps[i];
            if (seen >= wanted)
            {
                return (i + 1) * StepMicroseconds / 1000.0;
            }
        }

        return double.NaN;
    }
}
