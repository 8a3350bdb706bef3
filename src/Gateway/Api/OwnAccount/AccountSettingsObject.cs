using System.ComponentModel;
using Gateway.Vehicles.Timelines;

namespace Gateway.Api.OwnAccount;

/// <summary>
/// An account's settings; what each one decides and may be is <see cref="MotionSettingList"/>, to which a test holds the names.
/// In a change null stands for the default.
/// </summary>
public sealed record AccountSettingsObject
{
    [Description("Kilometres an hour, 1 to 50.")]
    public double? MovingKph { get; init; }

    [Description("Kilometres an hour, 1 to 50.")]
    public double? DepartKph { get; init; }

    [Description("30 to 86,400.")]
    public long? TripIdleEndSeconds { get; init; }

    [Description("60 to 604,800.")]
    public long? TripNoDataSeconds { get; init; }

    [Description("0 to 100,000.")]
    public double? TripMinMeters { get; init; }

    [Description("0 to 3600.")]
    public long? TripIdleMinSeconds { get; init; }

    [Description("5 to 1000.")]
    public double? AnchorMeters { get; init; }

    [Description("20 to 10,000.")]
    public double? DepartMeters { get; init; }

    [Description("1 to 20.")]
    public long? AnchorFixes { get; init; }

    [Description("1 to 20.")]
    public long? ConfirmFixes { get; init; }

    [Description("0 to 3600.")]
    public long? SegmentGapSeconds { get; init; }

    [Description("30 to 1000.")]
    public double? MaxMetersPerSecond { get; init; }

    [Description("100 to 100,000.")]
    public double? JumpMeters { get; init; }

    [Description("1 to 50.")]
    public double? MetersPerHdop { get; init; }

    [Description("1 to 500.")]
    public double? UnknownAccuracyMeters { get; init; }

    [Description("0 to 604,800, at most the gateway's own window.")]
    public long? LateWindowSeconds { get; init; }

    internal static AccountSettingsObject From(MotionSettings settings, TimeSpan gatewayWindow) => new()
    {
        MovingKph = settings.MovingKph,
        DepartKph = settings.DepartKph,
        TripIdleEndSeconds = (long)settings.TripIdleEnd.TotalSeconds,
        TripNoDataSeconds = (long)settings.TripNoData.TotalSeconds,
        TripMinMeters = settings.TripMinMeters,
        TripIdleMinSeconds = (long)settings.TripIdleMin.TotalSeconds,
        AnchorMeters = settings.AnchorMeters,
        DepartMeters = settings.DepartMeters,
        AnchorFixes = settings.AnchorFixes,
        ConfirmFixes = settings.ConfirmFixes,
        SegmentGapSeconds = (long)settings.SegmentGap.TotalSeconds,
        MaxMetersPerSecond = settings.MaxMetersPerSecond,
        JumpMeters = settings.JumpMeters,
        MetersPerHdop = settings.MetersPerHdop,
        UnknownAccuracyMeters = settings.UnknownAccuracyMeters,
        LateWindowSeconds = (long)settings.WindowWithin(gatewayWindow).TotalSeconds,
    };
}
