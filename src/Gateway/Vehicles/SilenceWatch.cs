using Gateway.Dispatch.Journal;
using Gateway.Vehicles.History;

namespace Gateway.Vehicles;

/// <summary>
/// Notices vehicles of a partition that fell silent while something goes on, or of which no more late reports come while
/// some wait, and says so in the report journal, where the partition's reader finds it in its order: so what silence ends
/// is the same when the journal is read again. One entry for each vehicle under way; a report costs nothing here.
/// </summary>
internal sealed class SilenceWatch(IJournalPartition reports, PartitionServices services)
{
    /// <summary>How often is looked; a silence is noticed so much later at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Watched, long> _due = new();

    /// <summary>Takes a vehicle in, once until its silence was told.</summary>
    public void Watch(VehicleState state) => Watch(new Watched(state, ReportRecordKinds.Silence));

    /// <summary>The same for a vehicle whose late reports wait, once until it was told that no more came.</summary>
    public void WatchLate(VehicleState state) => Watch(new Watched(state, ReportRecordKinds.Quiet));

    private void Watch(in Watched watched)
    {
        if (DueMs(watched) is { } due)
        {
            Enqueue(watched, due);
        }
    }

    /// <summary>Runs until cancelled, or until the journal takes nothing for good.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                if (!await TellAsync(stopping))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The normal end.
        }
    }

    private async Task<bool> TellAsync(CancellationToken stopping)
    {
        var now = services.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var told = false;
        while (Next(now) is { } watched)
        {
            if (DueMs(watched) is not { } due)
            {
                continue;
            }

            if (due > now)
            {
                Enqueue(watched, due);
                continue;
            }

            var record = new byte[SilenceRecord.Length];
            new SilenceRecord(watched.State.VehicleId, watched.SinceMs).Write(record);
            var result = await reports.AppendAsync(watched.Kind, record, stopping);
            if (result.Status is AppendStatus.Full or AppendStatus.Canceled)
            {
                // No room now: looked at again with the next tick.
                Enqueue(watched, due);
                return true;
            }

            if (!result.IsAppended)
            {
                return false;
            }

            told = true;
        }

        if (told)
        {
            reports.CommitNow();
        }

        return true;
    }

    private Watched? Next(long now)
    {
        lock (_gate)
        {
            return _due.TryPeek(out _, out var due) && due <= now ? _due.Dequeue() : null;
        }
    }

    private void Enqueue(in Watched watched, long due)
    {
        lock (_gate)
        {
            _due.Enqueue(watched, due);
        }
    }

    /// <summary>When the vehicle will have been silent for long; null where it was deleted.</summary>
    private long? DueMs(in Watched watched) => services.Vehicles.Current.Find(watched.State.VehicleId) is { } vehicle
        ? watched.SinceMs + (watched.Kind == ReportRecordKinds.Quiet
            ? Refold.QuietMs
            : services.Motion.Of(vehicle.AccountId, watched.State.HeardMs).TripNoDataMs)
        : null;

    private readonly record struct Watched(VehicleState State, byte Kind)
    {
        public long SinceMs => Kind == ReportRecordKinds.Quiet ? State.Tail.LastLateMs : State.HeardMs;
    }
}
