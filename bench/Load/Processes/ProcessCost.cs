using System.Globalization;

namespace Gateway.Bench.Load.Processes;

/// <summary>What this process has used so far, or between two moments.</summary>
/// <param name="Processor">Processor time of all threads, user and system.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap.</param>
/// <param name="Switches">Times that a thread waited: voluntary context switches of threads that are still there.</param>
internal readonly record struct ProcessCost(TimeSpan Processor, long AllocatedBytes, long Switches)
{
    public static ProcessCost Read() => new(
        Environment.CpuUsage.TotalTime,
        GC.GetTotalAllocatedBytes(precise: true),
        Directory.GetDirectories("/proc/self/task").Sum(SwitchesOf));

    public static ProcessCost operator -(ProcessCost left, ProcessCost right) => new(
        left.Processor - right.Processor,
        left.AllocatedBytes - right.AllocatedBytes,
        left.Switches - right.Switches);

    /// <summary>The line that <see cref="ChildProcess.Results"/> reads: each divided by a count.</summary>
    public string Per(long count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ChildProcess.Result} cpu={Processor.TotalMicroseconds / count:0.###} bytes={(double)AllocatedBytes / count:0.#} "
            + $"switches={(double)Switches / count:0.####}");

    private static long SwitchesOf(string thread)
    {
        const string Name = "voluntary_ctxt_switches:";
        try
        {
            var line = File.ReadLines(Path.Combine(thread, "status"))
                .FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // The thread ended meanwhile.
            return 0;
        }
    }
}
