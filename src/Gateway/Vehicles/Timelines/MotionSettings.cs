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

    /// <summary>
    /// How far back late reports change what was sent; the gateway's own window where that is shorter. 0 to 7 days, which
    /// is the default.
    /// </summary>
    public TimeSpan LateWindow { get; init; } = TimeSpan.FromDays(7);

    internal long TripIdleEndMs => (long)TripIdleEnd.TotalMilliseconds;

    internal long TripNoDataMs => (long)TripNoData.TotalMilliseconds;

    internal long TripIdleMinMs => (long)TripIdleMin.TotalMilliseconds;

    internal long SegmentGapMs => (long)SegmentGap.TotalMilliseconds;

    internal long LateWindowMs => (long)LateWindow.TotalMilliseconds;

    /// <summary>The window that holds: the account's, at most the gateway's.</summary>
    public TimeSpan WindowWithin(TimeSpan gatewayWindow) => LateWindow < gatewayWindow ? LateWindow : gatewayWindow;

    /// <summary>Every setting that can't be so, with what is wrong; empty when all is well.</summary>
    public IReadOnlyList<(string Name, string Message)> Validate()
    {
        var faults = new List<(string, string)>();
        foreach (var setting in MotionSettingList.All)
        {
            if (!setting.Takes(setting.Read(this)))
            {
                faults.Add((
                    setting.Name,
                    $"must be {(setting.IsWhole ? "a whole number " : "")}from {setting.Least} to {setting.Most}."));
            }
        }

        if (DepartKph < MovingKph)
        {
            faults.Add(("depart_kph", "must not be below moving_kph."));
        }

        if (DepartMeters < AnchorMeters)
        {
            faults.Add(("depart_meters", "must not be below anchor_meters."));
        }

        return faults;
    }
}
