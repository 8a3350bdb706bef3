using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Teltonika;

/// <summary>The fixed part of a record: time, priority and the GPS element.</summary>
internal static class AvlPosition
{
    private const int Priority = 8;
    private const int Longitude = 9;
    private const int Latitude = 13;
    private const int Altitude = 17;
    private const int Angle = 19;
    private const int Satellites = 21;
    private const int Speed = 22;
    private const int Length = 24;

    /// <summary>The document's precision of coordinates: 1e-7 degree.</summary>
    private const double UnitsPerDegree = 1e7;

    private const int FullCircle = 360;

    public static bool TryRead(ref ReadOnlySpan<byte> rest, DeviceReport report)
    {
        if (rest.Length < Length)
        {
            return false;
        }

        var bytes = rest[..Length];
        rest = rest[Length..];
        var time = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        report.DeviceTimeMs = time <= long.MaxValue ? (long)time : null;
        report.Priority = bytes[Priority];
        report.Satellites = bytes[Satellites];

        var longitude = BinaryPrimitives.ReadInt32BigEndian(bytes[Longitude..]);
        var latitude = BinaryPrimitives.ReadInt32BigEndian(bytes[Latitude..]);
        if (IsFix(bytes[Satellites], latitude, longitude))
        {
            // Without a fix the document fills the element: the last position and altitude, and 0 for angle,
            // satellites and speed. None of that is news, so none of it is reported.
            report.HasFix = true;
            report.Longitude = longitude / UnitsPerDegree;
            report.Latitude = latitude / UnitsPerDegree;
            report.AltitudeMeters = BinaryPrimitives.ReadInt16BigEndian(bytes[Altitude..]);
            report.SpeedKph = BinaryPrimitives.ReadUInt16BigEndian(bytes[Speed..]);
            int angle = BinaryPrimitives.ReadUInt16BigEndian(bytes[Angle..]);
            report.CourseDegrees = angle <= FullCircle ? angle : null;
        }

        return true;
    }

    private static bool IsFix(byte satellites, int latitude, int longitude) =>
        satellites > 0
        && (latitude | longitude) != 0
        && latitude is >= (int)(-90 * UnitsPerDegree) and <= (int)(90 * UnitsPerDegree)
        && longitude is >= (int)(-180 * UnitsPerDegree) and <= (int)(180 * UnitsPerDegree);
}
