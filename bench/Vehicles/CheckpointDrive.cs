using System.Diagnostics;
using Gateway.Vehicles;

namespace Gateway.Bench.Vehicles;

/// <summary>A checkpoint of one partition while its vehicles go on reporting, as the partition's reader does it.</summary>
/// <param name="Seconds">From its begin to the end of its last flush.</param>
/// <param name="LongestMs">The longest time for which the reader did nothing else, the collector's pauses left out.</param>
/// <param name="UsualMs">All but one in a thousand of these times were shorter.</param>
/// <param name="PausedMs">The longest with a pause of the collector in it, whatever made the garbage; 0 for none.</param>
/// <param name="Rate">Reports a second, until all states were written.</param>
internal sealed record CheckpointDrive(double Seconds, double LongestMs, double UsualMs, double PausedMs, double Rate)
{
    // As in the reader: a share with each record, a larger one whenever it has caught up.
    private const int StatesPerRecord = 1;
    private const int StatesBetweenReads = 128;
    private const int RecordsBetween = 32;

    public static CheckpointDrive Run(VehicleFleet fleet, CheckpointStore store, VehicleStates states, long first, int count, int number)
    {
        var stops = new List<double>();
        var paused = 0.0;
        var begun = Stopwatch.GetTimestamp();
        var writer = store.Begin();
        var run = new CheckpointRun(writer, states, fleet.Processor);
        Stopped(begun, GC.GetTotalPauseDuration());
        var reports = 0;
        for (var isDone = false; !isDone; reports++)
        {
            // Every seventh vehicle or so: some before the steps reach them, some after.
            var state = states.GetOrAdd(first + (reports * 7L % count));
            var (from, pauses) = (Stopwatch.GetTimestamp(), GC.GetTotalPauseDuration());
            run.Keep(state);
            isDone = run.Step(reports % RecordsBetween == 0 ? StatesBetweenReads : StatesPerRecord);
            Stopped(from, pauses);
            fleet.DriveOne(state, number + (int)(reports * 7L / count));
        }

        var driven = Stopwatch.GetElapsedTime(begun);
        writer.CompleteAsync(new Checkpoint(64, 64, [])).GetAwaiter().GetResult();
        var all = Stopwatch.GetElapsedTime(begun);
        stops.Sort();
        return new CheckpointDrive(
            all.TotalSeconds, stops[^1], stops[stops.Count * 999 / 1000], paused, reports / driven.TotalSeconds);

        void Stopped(long since, TimeSpan pauses)
        {
            var stop = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            var pause = (GC.GetTotalPauseDuration() - pauses).TotalMilliseconds;
            if (pause > 0)
            {
                paused = Math.Max(paused, stop);
            }

            stops.Add(Math.Max(0, stop - pause));
        }
    }
}
