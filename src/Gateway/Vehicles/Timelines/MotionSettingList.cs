using System.Collections.Frozen;

namespace Gateway.Vehicles.Timelines;

/// <summary>All of an account's settings: the one list that the API, the store and the documents are held to.</summary>
public static class MotionSettingList
{
    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    /// <summary>In the order in which they are documented.</summary>
    public static IReadOnlyList<MotionSettingInfo> All { get; } =
    [
        Number(
            "moving_kph", 1, 50, "From this speed on a vehicle moves.", s => s.MovingKph, (s, v) => s with { MovingKph = v }),
        Number(
            "depart_kph", 1, 50, "From this speed on a fix away from the place where it stood ends the standing. Not below `moving_kph`.",
            s => s.DepartKph, (s, v) => s with { DepartKph = v }),
        Seconds(
            "trip_idle_end_seconds", 30, Day, "A trip ends when the vehicle has stood for longer, ignition on or not.",
            s => s.TripIdleEnd, (s, v) => s with { TripIdleEnd = v }),
        Seconds(
            "trip_no_data_seconds", 60, 7 * Day, "A trip and an idle end when there is no data for longer.",
            s => s.TripNoData, (s, v) => s with { TripNoData = v }),
        Number(
            "trip_min_meters", 0, 100_000, "Shorter trips are not sent.",
            s => s.TripMinMeters, (s, v) => s with { TripMinMeters = v }),
        Seconds(
            "trip_idle_min_seconds", 0, Hour, "Standing with the ignition on counts as an idle of its trip from this on.",
            s => s.TripIdleMin, (s, v) => s with { TripIdleMin = v }),
        Number(
            "anchor_meters", 5, 1000, "Within so many metres, or three times the accuracy, of where it stands a slow fix moves no vehicle.",
            s => s.AnchorMeters, (s, v) => s with { AnchorMeters = v }),
        Number(
            "depart_meters", 20, 10_000,
            "Beyond so many metres, or six times the accuracy, a fix at any speed is a departure. Not below `anchor_meters`.",
            s => s.DepartMeters, (s, v) => s with { DepartMeters = v }),
        Count(
            "anchor_fixes", "So many slow fixes in a row, near one another and away from where it stood, are a departure.",
            s => s.AnchorFixes, (s, v) => s with { AnchorFixes = v }),
        Count(
            "confirm_fixes", "So many fixes in a row it takes to enter or leave within the accuracy of a landmark's boundary.",
            s => s.ConfirmFixes, (s, v) => s with { ConfirmFixes = v }),
        Seconds(
            "segment_gap_seconds", 0, Hour, "Between fixes further apart in time no crossing is interpolated.",
            s => s.SegmentGap, (s, v) => s with { SegmentGap = v }),
        Number(
            "max_meters_per_second", 30, 1000, "Faster than this no vehicle goes: a jump that would be is held back.",
            s => s.MaxMetersPerSecond, (s, v) => s with { MaxMetersPerSecond = v }),
        Number(
            "jump_meters", 100, 100_000, "A jump of at most so many metres is never called impossible.",
            s => s.JumpMeters, (s, v) => s with { JumpMeters = v }),
        Number(
            "meters_per_hdop", 1, 50, "Accuracy of a fix for each unit of its HDOP.",
            s => s.MetersPerHdop, (s, v) => s with { MetersPerHdop = v }),
        Number(
            "unknown_accuracy_meters", 1, 500, "Accuracy of a fix that does not tell its HDOP.",
            s => s.UnknownAccuracyMeters, (s, v) => s with { UnknownAccuracyMeters = v }),
        Seconds(
            "late_window_seconds", 0, 7 * Day,
            "How far back a report that comes late still changes what was sent; at most the gateway's `Gateway:LateWindow` (24 hours, "
            + "unless the operator set another), which is used where nothing less is set.",
            s => s.LateWindow, (s, v) => s with { LateWindow = v }),
    ];

    private static readonly FrozenDictionary<string, MotionSettingInfo> ByName =
        All.ToFrozenDictionary(setting => setting.Name, StringComparer.Ordinal);

    /// <summary>The setting with that name, or null.</summary>
    public static MotionSettingInfo? Find(string name) => ByName.GetValueOrDefault(name);

    private static MotionSettingInfo Number(
        string name,
        double least,
        double most,
        string meaning,
        Func<MotionSettings, double> read,
        Func<MotionSettings, double, MotionSettings> write) => new(name, least, most, false, meaning, read, write);

    private static MotionSettingInfo Count(
        string name, string meaning, Func<MotionSettings, int> read, Func<MotionSettings, int, MotionSettings> write) =>
        new(name, 1, 20, true, meaning, s => read(s), (s, v) => write(s, (int)v));

    private static MotionSettingInfo Seconds(
        string name,
        double least,
        double most,
        string meaning,
        Func<MotionSettings, TimeSpan> read,
        Func<MotionSettings, TimeSpan, MotionSettings> write) =>
        new(name, least, most, true, meaning, s => read(s).TotalSeconds, (s, v) => write(s, TimeSpan.FromSeconds(v)));
}
