namespace Gateway.Vehicles.Timelines;

/// <summary>An account's definitions of motion, trips, idles and visits. Immutable; the defaults are documented ones.</summary>
public sealed record MotionSettings
{
    public static MotionSettings Default { get; } = new();

    /// <summary>From this speed on a vehicle moves, km/h. 1 to 50; default 5.</summary>
    public double MovingKph { get; init; } = 5;

    /// <summary>From this speed on a fix away from the place where it stood ends the standing, km/h. 1 to 50; default 8.</summary>
    public double DepartKph { get; init; } = 8;

    /// <summary>A trip ends when the vehicle has stood for longer, ignition on or not. 30 s to 1 day; default 300 s.</summary>
    public TimeSpan TripIdleEnd { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>A trip and an idle end when there is no data for longer. 60 s to 7 days; default 3600 s.</summary>
    public TimeSpan TripNoData { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>Shorter trips are not sent, metres. 0 to 100,000; default 100.</summary>
    public double TripMinMeters { get; init; } = 100;

    /// <summary>Standing with the ignition on counts as an idle of its trip from this on. 0 to 1 h; default 60 s.</summary>
    public TimeSpan TripIdleMin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Within so many metres, or three times the accuracy, of where it stands a slow fix moves no vehicle. 5 to 1000; default 30.</summary>
    public double AnchorMeters { get; init; } = 30;

    /// <summary>Beyond so many metres, or six times the accuracy, a fix at any speed is a departure. 20 to 10,000; default 100.</summary>
    public double DepartMeters { get; init; } = 100;

    /// <summary>Slow fixes in a row, near one another and away from where it stood, that are a departure. 1 to 20; default 3.</summary>
    public int AnchorFixes { get; init; } = 3;

    /// <summary>Fixes in a row that it takes to enter or leave within the accuracy of a boundary. 1 to 20; default 1.</summary>
    public int ConfirmFixes { get; init; } = 1;

    /// <summary>Between fixes further apart in time nothing is interpolated. 0 to 1 h; default 300 s.</summary>
    public TimeSpan SegmentGap { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Faster than this no vehicle goes, metres a second. 30 to 1000; default 250.</summary>
    public double MaxMetersPerSecond { get; init; } = 250;

    /// <summary>A jump of at most so many metres is never called impossible. 100 to 100,000; default 2000.</summary>
    public double JumpMeters { get; init; } = 2000;

    /// <summary>Accuracy of a fix for each unit of HDOP, metres. 1 to 50; default 5.</summary>
    public double MetersPerHdop { get; init; } = 5;

    /// <summary>Accuracy of a fix that does not tell its HDOP, metres. 1 to 500; default 10.</summary>
    public double UnknownAccuracyMeters { get; init; } = 10;

    internal long TripIdleEndMs => (long)TripIdleEnd.TotalMilliseconds;

    internal long TripNoDataMs => (long)TripNoData.TotalMilliseconds;

    internal long TripIdleMinMs => (long)TripIdleMin.TotalMilliseconds;

    internal long SegmentGapMs => (long)SegmentGap.TotalMilliseconds;

    /// <summary>Every value that is out of range, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        Check(MovingKph is >= 1 and <= 50, "moving_kph must be 1 to 50.");
        Check(DepartKph is >= 1 and <= 50 && DepartKph >= MovingKph, "depart_kph must be moving_kph to 50.");
        Check(In(TripIdleEnd, 30, 86_400), "trip_idle_end must be 30 seconds to 1 day.");
        Check(In(TripNoData, 60, 604_800), "trip_no_data must be 60 seconds to 7 days.");
        Check(TripMinMeters is >= 0 and <= 100_000, "trip_min_distance must be 0 to 100,000 metres.");
        Check(In(TripIdleMin, 0, 3600), "trip_idle_min must be 0 to 1 hour.");
        Check(AnchorMeters is >= 5 and <= 1000, "anchor_meters must be 5 to 1000.");
        Check(DepartMeters is >= 20 and <= 10_000 && DepartMeters >= AnchorMeters, "depart_meters must be 20 to 10,000, and no less than anchor_meters.");
        Check(AnchorFixes is >= 1 and <= 20, "anchor_fixes must be 1 to 20.");
        Check(ConfirmFixes is >= 1 and <= 20, "confirm_fixes must be 1 to 20.");
        Check(In(SegmentGap, 0, 3600), "segment_gap must be 0 to 1 hour.");
        Check(MaxMetersPerSecond is >= 30 and <= 1000, "max_meters_per_second must be 30 to 1000.");
        Check(JumpMeters is >= 100 and <= 100_000, "jump_meters must be 100 to 100,000.");
        Check(MetersPerHdop is >= 1 and <= 50, "meters_per_hdop must be 1 to 50.");
        Check(UnknownAccuracyMeters is >= 1 and <= 500, "unknown_accuracy_meters must be 1 to 500.");
        return faults;

        void Check(bool valid, string fault)
        {
            if (!valid)
            {
                faults.Add(fault);
            }
        }
    }

    private static bool In(TimeSpan value, int least, int most) => value.TotalSeconds >= least && value.TotalSeconds <= most;
}
