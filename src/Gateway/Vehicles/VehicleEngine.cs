namespace Gateway.Vehicles;

/// <summary>Runs one reader for each partition.</summary>
internal sealed class VehicleEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly VehicleStates[] _states;
    private readonly PartitionReader[] _readers;
    private readonly ILogger _logger;
    private Task[] _running = [];

    public VehicleEngine(VehicleJournals journals, PartitionServices services)
    {
        _logger = services.Logger;
        _states = new VehicleStates[journals.Reports.PartitionCount];
        _readers = new PartitionReader[journals.Reports.PartitionCount];
        for (var partition = 0; partition < _readers.Length; partition++)
        {
            _states[partition] = new VehicleStates();
            _readers[partition] = new PartitionReader(partition, journals, _states[partition], services);
        }
    }

    /// <summary>The first fault of a partition, in words; null while all run.</summary>
    public string? Fault => Array.Find(_readers, reader => reader.Fault is not null)?.Fault;

    /// <summary>How far the readers are behind; from any thread.</summary>
    public ReaderLag Lag
    {
        get
        {
            var all = default(ReaderLag);
            foreach (var reader in _readers)
            {
                var one = reader.Lag;
                all = new ReaderLag(all.Records + one.Records, one.Age > all.Age ? one.Age : all.Age);
            }

            return all;
        }
    }

    /// <summary>Events put into the event journal since the start.</summary>
    public long EventCount => _readers.Sum(reader => reader.EventCount);

    /// <summary>What is known of a vehicle; null before its first report.</summary>
    public VehicleStatus? Find(long vehicleId) =>
        _states[VehiclePartition.Of(vehicleId, _states.Length)].Find(vehicleId)?.ReadStatus();

    /// <summary>Reads the checkpoints, of all partitions at once; a fault in words, null when all is well.</summary>
    public async Task<string?> RecoverAsync()
    {
        var faults = await Task.WhenAll(_readers.Select(reader => Task.Run(reader.Recover)));
        return Array.Find(faults, fault => fault is not null);
    }

    /// <summary>Starts the readers.</summary>
    public void Start() => _running = [.. _readers.Select(reader => Task.Run(() => RunAsync(reader)))];

    /// <summary>Ends the readers; each finishes its batch and writes a checkpoint.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        _stopping.Dispose();
    }

    private async Task RunAsync(PartitionReader reader)
    {
        try
        {
            await reader.RunAsync(_stopping.Token);
        }
#pragma warning disable CA1031 // The partition stops and says so (readiness, log); the others go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            reader.SetFault($"The reader of partition {reader.Partition} failed: {e.Message}");
            VehicleLog.ReaderFailed(_logger, e, reader.Partition);
        }
    }
}
