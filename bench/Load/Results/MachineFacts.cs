using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.Bench.Load.Results;

/// <summary>The machine, and how busy it was before the run.</summary>
internal sealed record MachineFacts(
    string Processor, int Cores, double MemoryGiB, string Kernel, string Runtime, string LoadAverage, double DurableWriteMs)
{
    private const int Writes = 200;
    private const int WriteBytes = 4096;

    /// <summary>Looks; <see cref="DurableWriteMs"/> is the median of 4 KiB writes flushed to the disk of that folder.</summary>
    public static MachineFacts Read(string folder) => new(
        Field("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        Math.Round(double.Parse(Field("/proc/meminfo", "MemTotal").Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / (1 << 20), 1),
        "Linux " + File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        RuntimeInformation.FrameworkDescription,
        File.ReadAllText("/proc/loadavg").Trim(),
        MeasureDurableWrite(folder));

    private static string Field(string file, string name) =>
        File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(':', 2)[1].Trim();

    private static double MeasureDurableWrite(string folder)
    {
        var path = Path.Combine(folder, "durable-write");
        var times = new double[Writes];
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var block = new byte[WriteBytes];
            for (var i = 0; i < Writes; i++)
            {
                var started = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, (long)i * WriteBytes);
                RandomAccess.FlushToDisk(file);
                times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }

        File.Delete(path);
        Array.Sort(times);
        return Math.Round(times[Writes / 2], 3);
    }
}
