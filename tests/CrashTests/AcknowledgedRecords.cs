using DeviceSimulator.Fleet;

namespace Gateway.CrashTests;

/// <summary>What the devices were told to forget; with a barrier on how many that is.</summary>
internal sealed class AcknowledgedRecords : IFleetObserver
{
    private readonly Lock _lock = new();
    private readonly HashSet<RecordKey> _keys = [];
    private TaskCompletionSource? _reached;
    private int _target;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _keys.Count;
            }
        }
    }

    public IReadOnlyCollection<RecordKey> Keys
    {
        get
        {
            lock (_lock)
            {
                return [.. _keys];
            }
        }
    }

    public void RecordsAcknowledged(int vehicleIndex, ReadOnlySpan<RecordInfo> records)
    {
        lock (_lock)
        {
            foreach (ref readonly var record in records)
            {
                _keys.Add(new RecordKey(
                    record.Imei,
                    record.TimestampMs / 1000,
                    (long)Math.Round(record.Latitude * 1e7),
                    (long)Math.Round(record.Longitude * 1e7)));
            }

            if (_keys.Count >= _target)
            {
                _reached?.TrySetResult();
            }
        }
    }

    /// <summary>Completes when so many more records than now are acknowledged.</summary>
    public Task MoreAsync(int records)
    {
        lock (_lock)
        {
            _target = _keys.Count + records;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }
}
