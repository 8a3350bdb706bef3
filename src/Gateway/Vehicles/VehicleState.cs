using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <summary>
/// What is known of one vehicle. Written by its partition's reader only; others read through
/// <see cref="ReadStatus"/>. Not known is NaN or null; times are Unix milliseconds in event time.
/// </summary>
internal sealed class VehicleState(long vehicleId)
{
    /// <summary>How many of the last frames are remembered, to know one that the device sends again.</summary>
    public const int RememberedFrames = 4;

    private int _version;

    public long VehicleId { get; } = vehicleId;

    /// <summary>The newest time that the device told; a report before it is late.</summary>
    public long? LastEventMs { get; set; }

    /// <summary>When the last report that was not late was received; 0 before the first one.</summary>
    public long LastReceivedMs { get; set; }

    /// <summary>When the last fix was made; null before the first one.</summary>
    public long? FixTimeMs { get; set; }

    public double Latitude { get; set; }

    public double Longitude { get; set; }

    public double Heading { get; set; } = double.NaN;

    public double SpeedKph { get; set; } = double.NaN;

    public double OdometerMeters { get; set; } = double.NaN;

    /// <summary>The way that its last fix was matched to, for the next match; null where there was no confident one.</summary>
    public long? WayId { get; set; }

    public double ExternalVolts { get; set; } = double.NaN;

    public bool? Ignition { get; set; }

    /// <summary>When anything was last received, late or not; silence is counted from it.</summary>
    public long HeardMs { get; set; }

    /// <summary>Whether somebody watches for its silence; not kept in checkpoints.</summary>
    public bool IsWatched { get; set; }

    /// <summary>Whether somebody watches until no more late reports come; not kept in checkpoints.</summary>
    public bool IsLateWatched { get; set; }

    /// <summary>The last checkpoint that it is in, or need not be in; not kept in checkpoints.</summary>
    public int Generation { get; set; }

    /// <summary>Whether its vehicle was deleted.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>What its facts come to, in event time.</summary>
    public TimelineState Timeline { get; set; } = new();

    /// <summary>Its youngest facts.</summary>
    public HistoryTail Tail { get; } = new();

    /// <summary>The last value of each temperature sensor.</summary>
    public SensorState[] Temperatures { get; set; } = [];

    /// <summary>Hashes of the last frames, oldest first.</summary>
    public FrameHashes Frames { get; } = new();

    /// <summary>Begins a change that other threads must not see halves of (a sequence lock with one writer).</summary>
    public void BeginChange() => Interlocked.Increment(ref _version);

    /// <summary>Ends it.</summary>
    public void EndChange() => Interlocked.Increment(ref _version);

    /// <summary>The state in the API's shape, from any thread; null before the first report.</summary>
    public VehicleStatus? ReadStatus()
    {
        var wait = default(SpinWait);
        while (true)
        {
            var before = Volatile.Read(ref _version);
            var report = LastReceivedMs != 0
                ? new VehicleStatus(
                    LastEventMs ?? LastReceivedMs,
                    LastReceivedMs,
                    FixTimeMs is null ? null : Latitude,
                    FixTimeMs is null ? null : Longitude,
                    Known(Heading),
                    Known(SpeedKph),
                    Ignition,
                    Known(OdometerMeters))
                : null;
            Interlocked.MemoryBarrier();
            if ((before & 1) == 0 && before == Volatile.Read(ref _version))
            {
                return report;
            }

            wait.SpinOnce();
        }
    }

    /// <summary>Takes a sensor's value; returns the one before, NaN for none.</summary>
    public double ExchangeTemperature(byte sensorId, double celsius)
    {
        var sensors = Temperatures;
        for (var i = 0; i < sensors.Length; i++)
        {
            if (sensors[i].SensorId == sensorId)
            {
                var before = sensors[i].Celsius;
                sensors[i] = new SensorState(sensorId, celsius);
                return before;
            }
        }

        Temperatures = [.. sensors, new SensorState(sensorId, celsius)];
        return double.NaN;
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
