using Gateway.Dispatch.Journal;

namespace Gateway.Vehicles;

/// <summary>
/// Notices vehicles of a partition that fell silent while something goes on, and says so in the report journal, where
/// the partition's reader finds it in its order: so what silence ends is the same when the journal is read again. One
/// entry for each vehicle under way; a report costs nothing here.
/// </summary>
internal sealed class SilenceWatch(IJournalPartition reports, PartitionServices services)
{
    /// <summary>How often is looked; a silence is noticed so much later at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<VehicleState, long> _due = new();

    /// <summary>Takes a vehicle in, once until its silence was told.</summary>
    public void Watch(VehicleState state)
    {
        if (DueMs(state) is { } due)
        {
            lock (_gate)
            {
                _due.Enqueue(state, due);
            }
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
        while (Next(now) is { } state)
        {
            if (DueMs(state) is not { } due)
            {
                continue;
            }

            if (due > now)
            {
                Enqueue(state, due);
                continue;
            }

            var record = new byte[SilenceRecord.Length];
            new SilenceRecord(state.VehicleId, state.HeardMs).Write(record);
            var result = await reports.AppendAsync(ReportRecordKinds.Silence, record, stopping);
            if (result.Status is AppendStatus.Full or AppendStatus.Canceled)
            {
                // No room now: looked at again with the next tick.
                Enqueue(state, due);
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

    private VehicleState? Next(long now)
    {
        lock (_gate)
        {
            return _due.TryPeek(out _, out var due) && due <= now ? _due.Dequeue() : null;
        }
    }

    private void Enqueue(VehicleState state, long due)
    {
        lock (_gate)
        {
            _due.Enqueue(state, due);
        }
    }

    /// <summary>When the vehicle will have been silent for long; null where it was deleted.</summary>
    private long? DueMs(VehicleState state) => services.Vehicles.Current.Find(state.VehicleId) is { } vehicle
        ? state.HeardMs + services.Motion.Of(vehicle.AccountId, state.HeardMs).TripNoDataMs
        : null;
}
