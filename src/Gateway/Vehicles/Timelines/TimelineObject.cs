using System.IO.Hashing;
using System.Runtime.InteropServices;
using Gateway.Dispatch.Events;

namespace Gateway.Vehicles.Timelines;

/// <summary>An edge, trip, idle, visit or assignment as the fold sees it at one moment. What does not apply is empty.</summary>
internal record struct TimelineObject
{
    public ObjectKind Kind { get; set; }

    public ObjectTag Tag { get; set; }

    public long StartMs { get; set; }

    /// <summary><see cref="TimelineState.NoTime"/> while it goes on.</summary>
    public long EndMs { get; set; }

    /// <summary>Tells objects of a kind apart: a landmark, on (1) or off (0), a driver's hash.</summary>
    public long Key { get; set; }

    /// <summary>Not for receivers: a trip that is too short, a visit that nobody entered.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether receivers do not know it yet as it is; where only silence or history can have told them.</summary>
    public bool IsNews { get; set; }

    public Place? Start { get; set; }

    public Place? End { get; set; }

    /// <summary>When <see cref="End"/> was fixed, where that may be before the object's own moment; 0 where it is that moment.</summary>
    public long EndFixMs { get; set; }

    public long StartLandmark { get; set; }

    public long EndLandmark { get; set; }

    public EndReason Reason { get; set; }

    /// <summary>A trip: whether it has moved, so that its end is told; one that has not may come to nothing.</summary>
    public bool HasMoved { get; set; }

    public Detection EnterDetection { get; set; }

    public Detection LeaveDetection { get; set; }

    public long EnterCrossingMs { get; set; }

    public long LeaveCrossingMs { get; set; }

    /// <summary>An edge: since when the state before had held.</summary>
    public long SinceMs { get; set; }

    /// <summary>An edge: the trip that it starts or ends; 0 for none.</summary>
    public ulong TripId { get; set; }

    /// <summary>When that trip began; 0 for none.</summary>
    public long TripStartMs { get; set; }

    /// <summary>Of a trip, or of the trip that an edge ends.</summary>
    public TimelineFigures Figures { get; set; }

    /// <summary>An idle: how long it was known to have lasted before the last fact, milliseconds.</summary>
    public long ShownMs { get; set; }

    /// <summary>An assignment's driver; for other kinds the driver at the end.</summary>
    public DriverIdentity Driver { get; set; }

    public DriverIdentity Previous { get; set; }

    /// <summary>At the end, metres; -1 for unknown.</summary>
    public long OdometerMeters { get; set; }

    public readonly bool IsOpen => EndMs == TimelineState.NoTime;

    public readonly long DurationMs => EndMs - StartMs;

    /// <summary>Hash of all that a message says of it, ids aside; another hash is another content.</summary>
    public readonly ulong Content
    {
        get
        {
            Span<long> words =
            [
                (long)Kind, StartMs, EndMs, Key, IsSilent ? 1 : 0, (long)EnterDetection, (long)LeaveDetection,
                EnterCrossingMs, LeaveCrossingMs, SinceMs,
                Kind == ObjectKind.Driver ? DriverKey(Previous) : 0,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            ];
            if (Kind is ObjectKind.Trip or ObjectKind.Visit or ObjectKind.Edge)
            {
                words[11] = Words(Start);
                words[12] = Words(End);
            }

            if (Kind == ObjectKind.Edge)
            {
                // The trip's id is another one while history is folded again; its beginning tells it as well.
                words[13] = TripStartMs;
                words[14] = EndFixMs;
                words[16] = Key == 0 && TripStartMs != 0 ? BitConverter.DoubleToInt64Bits(EventUnits.ToMiles(Figures.DistanceMeters)) : 0;
            }

            if (Kind == ObjectKind.Trip)
            {
                words[13] = StartLandmark;
                words[14] = EndLandmark;
                words[15] = (long)Reason;
                words[16] = DistanceWords();
                words[17] = Figures.MaxSpeedTenths;
                words[18] = (long)(uint)Figures.Points | (Figures.DriverChanged ? 1L << 40 : 0) | (Figures.OdometerIsSound ? 1L << 41 : 0);
                words[19] = Figures.IdleMs ^ ((long)Figures.IdleCount << 48);
                words[20] = Figures.HasBounds ? Words(Figures.Least) ^ (Words(Figures.Most) * 31) : 0;
            }

            // 0 says that nothing was sent, 1 that it was voided.
            return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(words)) | 2;
        }
    }

    /// <summary>Key of an assignment.</summary>
    public static long DriverKey(DriverIdentity driver) =>
        driver.IsByApi ? driver.DriverId
        : driver.Credential is { } text ? (long)(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())) | (1UL << 63))
        : 0;

    /// <summary>As messages round them: 296.9 m and 297.4 m may be one number of miles or two.</summary>
    private readonly long DistanceWords()
    {
        var average = IsOpen ? null : EventUnits.ToAverageMph(Figures.DistanceMeters, DurationMs);
        return BitConverter.DoubleToInt64Bits(EventUnits.ToMiles(Figures.DistanceMeters))
            ^ (31 * BitConverter.DoubleToInt64Bits(average ?? 0));
    }

    private static long Words(Place? place) => place is { } at ? ((long)at.LatitudeE7 << 32) ^ (uint)at.LongitudeE7 : long.MaxValue;
}
