using System.Globalization;
using System.Net;
using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator.Fleet;

/// <summary>What fleet to simulate. <see cref="Faults"/> names everything wrong with it at once.</summary>
public sealed record FleetOptions
{
    private const long SmallestImei = 100_000_000_000_000;
    private const long LargestImei = 999_999_999_999_999;

    /// <summary>Where the gateway listens: an <see cref="IPEndPoint"/> or a <see cref="DnsEndPoint"/>.</summary>
    public required EndPoint Target { get; init; }

    /// <summary>HOST:PORT for people.</summary>
    public string TargetText => Target is DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{Target}";

    public int Vehicles { get; init; } = 1;

    /// <summary>Between two frames of a vehicle. Not used when <see cref="FlatOut"/>.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    public int RecordsPerFrame { get; init; } = 1;

    /// <summary>How long to record; null until cancelled or every vehicle has made <see cref="RecordsPerVehicle"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Decides all routes.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The IMEI of vehicle 0; vehicle i has this plus i.</summary>
    public long ImeiBase { get; init; } = 350_000_000_000_000;

    /// <summary>First connections opened per second.</summary>
    public double StartRate { get; init; } = 1000;

    /// <summary>One of <see cref="DeviceEncoders.Names"/>.</summary>
    public string Protocol { get; init; } = "teltonika";

    /// <summary>Of Teltonika devices.</summary>
    public TeltonikaCodec Codec { get; init; } = TeltonikaCodec.Codec8Extended;

    /// <summary>Total number of records a vehicle makes; null for no limit.</summary>
    public long? RecordsPerVehicle { get; init; }

    /// <summary>The next frame as soon as the acknowledgement is here.</summary>
    public bool FlatOut { get; init; }

    /// <summary>With <see cref="FlatOut"/>: frames are made once and only times and checksum change.</summary>
    public bool PreEncoded { get; init; }

    /// <summary>An idle device sends a heartbeat this long after it last sent anything.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// Virtual driving time from one record to the next; null for the real time between them (interval by records a
    /// frame), one second when flat out. Larger than real time makes the fleet live faster.
    /// </summary>
    public TimeSpan? Step { get; init; }

    /// <summary>
    /// The time of every vehicle's first record, the following ones a step apart, whatever the clock says. Null for
    /// the real time.
    /// </summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>How long to wait for a connection, a login's answer or an acknowledgement before connecting anew.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait after the first failure; doubles with each further one.</summary>
    public TimeSpan BackoffInitial { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after the end devices may still deliver what they hold.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Records that a device can hold; it stops recording while its memory is full.</summary>
    public int BufferedRecords { get; init; } = 4096;

    /// <summary>Threads of the fleet.</summary>
    public int EventLoops { get; init; } = 1;

    internal TimeSpan EffectiveStep => Step ?? (FlatOut ? TimeSpan.FromSeconds(1) : Interval / RecordsPerFrame);

    /// <summary>The 15 digits of a vehicle's IMEI.</summary>
    public string ImeiOf(int index) => (ImeiBase + index).ToString("D15", CultureInfo.InvariantCulture);

    /// <summary>Every fault, empty when the options are sound.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        void Require(bool sound, string fault)
        {
            if (!sound)
            {
                faults.Add(fault);
            }
        }

        Require(Target is IPEndPoint { Port: > 0 } or DnsEndPoint { Port: > 0 }, "target: must be an address or host name with a port");
        Require(Vehicles is >= 1 and <= 2_000_000, "vehicles: must be 1 to 2000000");
        Require(FlatOut || Interval >= TimeSpan.FromMilliseconds(1), "interval: must be at least 0.001 seconds");
        Require(Interval <= TimeSpan.FromDays(1), "interval: must be at most a day");
        Require(RecordsPerFrame is >= 1 and <= 255, "records-per-frame: must be 1 to 255");
        Require(Duration is null || (Duration > TimeSpan.Zero && Duration <= TimeSpan.FromDays(30)), "seconds: must be more than 0 and at most 30 days");
        Require(ImeiBase is >= SmallestImei and <= LargestImei && ImeiBase + Vehicles - 1 <= LargestImei, "imei-base: every IMEI must have 15 digits");
        Require(StartRate is >= 0.001 and <= 1_000_000, "start-rate: must be 0.001 to 1000000");
        var encoder = Enum.IsDefined(Codec) ? DeviceEncoders.Create(this) : null;
        Require(DeviceEncoders.Names.Contains(Protocol), $"protocol: must be one of {string.Join(", ", DeviceEncoders.Names)}");
        Require(encoder is null || RecordsPerFrame > 255 || RecordsPerFrame <= encoder.MaxRecordsPerFrame, $"records-per-frame: {Protocol} has at most {encoder?.MaxRecordsPerFrame}");
        Require(Enum.IsDefined(Codec), "codec: must be 8, 8e or 16");
        Require(RecordsPerVehicle is null or (>= 1 and <= uint.MaxValue), "records: must be 1 to 4294967295");
        Require(!PreEncoded || FlatOut, "pre-encoded: needs flat-out");
        Require(!PreEncoded || RecordsPerVehicle is null || RecordsPerVehicle % RecordsPerFrame == 0, "records: must be a multiple of records-per-frame with pre-encoded");
        Require(Heartbeat > TimeSpan.Zero && Heartbeat <= TimeSpan.FromDays(1), "heartbeat: must be more than 0 and at most a day");
        Require(Step is null || (Step >= TimeSpan.FromMilliseconds(1) && Step <= TimeSpan.FromHours(1)), "step: must be 0.001 seconds to one hour");
        Require(StartTime is null || StartTime > DateTimeOffset.UnixEpoch, "start-time: must be after 1970");
        Require(AckTimeout > TimeSpan.Zero && AckTimeout <= TimeSpan.FromHours(1), "ack-timeout: must be more than 0 and at most an hour");
        Require(BackoffInitial > TimeSpan.Zero && BackoffInitial <= BackoffMax, "backoff: must be more than 0 and not above its maximum");
        Require(BackoffMax <= TimeSpan.FromDays(1), "backoff-max: must be at most a day");
        Require(DrainTimeout >= TimeSpan.Zero && DrainTimeout <= TimeSpan.FromHours(1), "drain: must be 0 to one hour");
        Require(BufferedRecords >= RecordsPerFrame && BufferedRecords <= 1 << 20, "buffer: must hold at least one frame and at most 1048576 records");
        Require(EventLoops is >= 1 and <= 64, "loops: must be 1 to 64");
        return faults;
    }
}
