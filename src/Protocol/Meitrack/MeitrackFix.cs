using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Meitrack;

/// <summary>A record's GPS values. Without a valid fix they are the last ones known, which is no news.</summary>
internal ref struct MeitrackFix
{
    private const int FullCircle = 360;

    public bool IsValid { get; set; }

    public double Latitude { get; set; }

    public double Longitude { get; set; }

    public double? SpeedKph { get; set; }

    public double? CourseDegrees { get; set; }

    public double? Hdop { get; set; }

    public double? AltitudeMeters { get; set; }

    public readonly void Apply(DeviceReport report)
    {
        // 0 is no dilution but a filler.
        report.Hdop = Hdop > 0 ? Hdop : null;
        if (!IsValid
            || Latitude is not (>= -90 and <= 90)
            || Longitude is not (>= -180 and <= 180)
            || (Latitude == 0 && Longitude == 0))
        {
            return;
        }

        report.HasFix = true;
        report.Latitude = Latitude;
        report.Longitude = Longitude;
        report.SpeedKph = SpeedKph;
        report.CourseDegrees = CourseDegrees is >= 0 and <= FullCircle ? CourseDegrees : null;
        report.AltitudeMeters = AltitudeMeters;
    }
}
