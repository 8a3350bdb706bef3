using System.Diagnostics;
using Gateway.Vehicles;

namespace Gateway.Bench.Vehicles;

/// <summary>
/// Fills two partitions, writes their checkpoints while reports go on, reads them, goes on from them; one line for each
/// figure.
/// </summary>
internal static class VehicleRun
{
    private const int Partitions = 2;
    private const int Rounds = 3;
    private const int TailReports = 100_000;

    public static int Run(int vehicles, int reports, string data, TextWriter output)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, $"bench-vehicles-{Environment.ProcessId}"));
        try
        {
            Measure(vehicles, reports, folder.FullName, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static void Measure(int vehicles, int reports, string folder, TextWriter output)
    {
        using var fleet = new VehicleFleet();
        var share = vehicles / Partitions;
        var states = Enumerable.Range(0, Partitions).Select(_ => new VehicleStates()).ToArray();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        for (var p = 0; p < Partitions; p++)
        {
            fleet.Drive(states[p], 1 + (p * share), 1 + ((p + 1) * share), 0, reports);
        }

        var filled = clock.Elapsed;
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        Line(output, "vehicles, reports each, partitions", $"{share * Partitions:N0}, {reports}, {Partitions}");
        Line(output, "processed", $"{share * Partitions * (double)reports / filled.TotalSeconds / 1e6:F2} M reports/s, one thread, the making of reports included");
        Line(output, "state in memory", $"{(double)heap / (share * Partitions):F0} B a vehicle, {heap / 1e6:F0} MB");

        var stores = Enumerable.Range(0, Partitions).Select(p => new CheckpointStore(folder, p)).ToArray();
        var writes = new List<CheckpointDrive>();
        var reads = new List<double>();
        var tails = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            for (var p = 0; p < Partitions; p++)
            {
                writes.Add(CheckpointDrive.Run(fleet, stores[p], states[p], 1 + (p * share), share, reports + (2 * round)));
            }

            var bytes = new DirectoryInfo(folder).GetFiles("*.checkpoint").Sum(file => file.Length);
            clock.Restart();
            Parallel.For(0, Partitions, p =>
            {
                var loaded = new VehicleStates();
                loaded.Load(stores[p].Read().Checkpoint!.States);
                states[p] = loaded;
            });

            reads.Add(clock.Elapsed.TotalSeconds);
            var tail = Math.Min(share, TailReports / Partitions);
            clock.Restart();
            for (var p = 0; p < Partitions; p++)
            {
                fleet.Drive(states[p], 1 + (p * share), 1 + (p * share) + tail, reports + (2 * round) + 1, 1);
            }

            tails.Add(clock.Elapsed.TotalSeconds);
            if (round == 0)
            {
                Line(output, "checkpoint", $"{bytes / 1e6:F1} MB, {(double)bytes / (share * Partitions):F0} B a vehicle");
            }
        }

        Line(output, "checkpoint of one partition, on disk after", $"{writes.Min(w => w.Seconds):F2} to {writes.Max(w => w.Seconds):F2} s");
        Line(
            output,
            "its reader's longest stop for it; all but one in a thousand; with a pause of the collector",
            $"{writes.Max(w => w.LongestMs):F2} ms; {writes.Max(w => w.UsualMs):F2} ms; {writes.Max(w => w.PausedMs):F0} ms");
        Line(output, "reports meanwhile, one thread", $"{writes.Min(w => w.Rate) / 1e6:F2} to {writes.Max(w => w.Rate) / 1e6:F2} M/s");
        Line(output, "restart: checkpoints read and loaded, both at once", $"{reads.Min():F2} to {reads.Max():F2} s");
        Line(output, $"restart: {Math.Min(share * Partitions, TailReports):N0} reports after them", $"{tails.Min():F2} to {tails.Max():F2} s");
    }

    private static void Line(TextWriter output, string what, string figure) => output.WriteLine($"| {what} | {figure} |");
}
