using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>The GPS block: time, satellites, latitude, longitude, speed, and a word of course and flags.</summary>
internal static class Gt06Position
{
    /// <summary>Bytes of the usual block.</summary>
    public const int Length = 18;

    /// <summary>Document: degrees times 60 times 30,000.</summary>
    private const double UnitsPerDegree = 1_800_000;

    private const int CourseMask = 0x03FF;
    private const int North = 1 << 10;
    private const int West = 1 << 11;
    private const int Fixed = 1 << 12;

    /// <summary>Bits 14 and 15 are reserved in the document; many models have there whether ACC is wired, and on.</summary>
    private const int HasIgnition = 1 << 14;

    private const int IgnitionOn = 1 << 15;

    /// <summary>The usual block.</summary>
    public static void Read(ref Gt06Reader reader, DeviceReport report, int zoneMinutes)
    {
        report.DeviceTimeMs = Gt06Time.Read(ref reader, zoneMinutes);
        ReadFix(ref reader, report);
    }

    /// <summary>The block after its time.</summary>
    public static void ReadFix(ref Gt06Reader reader, DeviceReport report)
    {
        // The upper half is the length of the block.
        report.Satellites = reader.ReadByte() & 0x0F;
        var latitude = reader.ReadUInt32();
        var longitude = reader.ReadUInt32();
        var speed = reader.ReadByte();
        Set(report, latitude, longitude, reader.ReadUInt16(), speed);
    }

    /// <summary>Puts a position into the report, if it is one.</summary>
    public static void Set(DeviceReport report, uint latitude, uint longitude, int flags, int? speed)
    {
        if ((flags & HasIgnition) != 0)
        {
            report.Ignition = (flags & IgnitionOn) != 0;
        }

        // A block with an impossible date is not a position either.
        if ((flags & Fixed) == 0
            || report.DeviceTimeMs is null
            || (latitude | longitude) == 0
            || latitude > 90 * UnitsPerDegree
            || longitude > 180 * UnitsPerDegree)
        {
            return;
        }

        var course = flags & CourseMask;
        report.HasFix = true;
        report.Latitude = ((flags & North) != 0 ? latitude : -(double)latitude) / UnitsPerDegree;
        report.Longitude = ((flags & West) != 0 ? -(double)longitude : longitude) / UnitsPerDegree;
        report.SpeedKph = speed;
        report.CourseDegrees = course <= 360 ? course : null;
    }
}
