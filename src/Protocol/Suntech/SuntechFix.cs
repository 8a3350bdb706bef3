using Gateway.Protocol.Reports;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Suntech;

/// <summary>A report's place, speed and time. Without a fix they are the last ones known, which is no news.</summary>
internal ref struct SuntechFix
{
    private const int FullCircle = 360;

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    /// <summary>km/h.</summary>
    public double? Speed { get; set; }

    public double? Course { get; set; }

    public bool IsValid { get; set; }

    /// <summary>The four fields from the latitude on.</summary>
    public void ReadFields(ref FieldReader fields)
    {
        Latitude = FieldNumber.Decimal(fields.Read());
        Longitude = FieldNumber.Decimal(fields.Read());
        Speed = FieldNumber.Decimal(fields.Read());
        Course = FieldNumber.Decimal(fields.Read());
    }

    /// <summary>The field of the fix: 1 or 0.</summary>
    public void ReadStatus(ref FieldReader fields) => IsValid = fields.Read() is [(byte)'1'];

    public readonly void Apply(DeviceReport report)
    {
        if (!IsValid
            || Latitude is not (>= -90 and <= 90)
            || Longitude is not (>= -180 and <= 180)
            || (Latitude == 0 && Longitude == 0))
        {
            return;
        }

        report.HasFix = true;
        report.Latitude = Latitude.GetValueOrDefault();
        report.Longitude = Longitude.GetValueOrDefault();
        report.SpeedKph = Speed;
        report.CourseDegrees = Course is >= 0 and <= FullCircle ? Course : null;
    }

    /// <summary>Date <c>yyyyMMdd</c> and time <c>HH:mm:ss</c> in UTC.</summary>
    public static long? Time(ReadOnlySpan<byte> date, ReadOnlySpan<byte> time) =>
        date.Length == 8 && time.Length == 8 && time[2] == ':' && time[5] == ':'
            ? FieldTime.Utc(
                (100 * FieldTime.TwoDigits(date, 0)) + FieldTime.TwoDigits(date, 2),
                FieldTime.TwoDigits(date, 4),
                FieldTime.TwoDigits(date, 6),
                FieldTime.TwoDigits(time, 0),
                FieldTime.TwoDigits(time, 3),
                FieldTime.TwoDigits(time, 6))
            : null;

    /// <summary>Year since 2000, month, day, hour, minute, second: a byte each, in UTC.</summary>
    public static long? Time(ReadOnlySpan<byte> bytes) =>
        FieldTime.Utc(2000 + bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]);
}
