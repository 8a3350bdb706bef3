using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>The location of the standard: alarms, status, position and time in 28 bytes, then additional items.</summary>
internal static class Jt808Location
{
    /// <summary>The alarm word, as an id/value pair, where it is not 0.</summary>
    public const ushort AlarmWord = 0xFF00;

    /// <summary>The status word, as an id/value pair.</summary>
    public const ushort StatusWord = 0xFF01;

    /// <summary>Status and coordinates.</summary>
    public const int PlaceLength = 12;

    /// <summary>Altitude, speed, course.</summary>
    private const int MotionLength = 6;

    private const int Length = sizeof(uint) + PlaceLength + MotionLength + Jt808Time.Length;

    private const double UnitsPerDegree = 1e6;
    private const int FullCircle = 360;

    /// <summary>An old layout that has these many bytes in place of additional items.</summary>
    private const int FixedTailLength = 18;

    private const uint IgnitionBit = 1u << 0;
    private const uint FixBit = 1u << 1;
    private const uint SouthBit = 1u << 2;
    private const uint WestBit = 1u << 3;

    /// <summary>Reads a location with all its items into a cleared report; false where it is too short to be one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, byte? version, DeviceReport report)
    {
        if (body.Length < Length)
        {
            return false;
        }

        var alarms = BinaryPrimitives.ReadUInt32BigEndian(body);
        report.Alarms = Jt808Alarms.OfAlarmWord(alarms, version);
        if (alarms != 0)
        {
            report.TryAddIoValue(new IoValue(AlarmWord, alarms));
        }

        ReadPlaceAndTime(body[sizeof(uint)..], report);
        var items = body[Length..];
        if (items.Length == FixedTailLength && !IsItems(items))
        {
            ReadFixedTail(items, report);
        }
        else
        {
            Jt808Items.Read(items, report);
        }

        return true;
    }

    /// <summary>Status, coordinates, motion and time: 24 bytes.</summary>
    public static void ReadPlaceAndTime(ReadOnlySpan<byte> bytes, DeviceReport report)
    {
        ReadStatus(bytes, report);
        ReadPlace(bytes, report);
        ReadMotion(bytes[PlaceLength..], report);
        report.DeviceTimeMs = Jt808Time.Read(bytes[(PlaceLength + MotionLength)..]);
    }

    /// <summary>The status word's own say: ignition.</summary>
    public static void ReadStatus(ReadOnlySpan<byte> bytes, DeviceReport report)
    {
        var status = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        report.Ignition = (status & IgnitionBit) != 0;
        report.TryAddIoValue(new IoValue(StatusWord, status));
    }

    /// <summary>Altitude, speed and course; nothing where there is no fix.</summary>
    public static void ReadMotion(ReadOnlySpan<byte> bytes, DeviceReport report)
    {
        if (!report.HasFix)
        {
            return;
        }

        report.AltitudeMeters = BinaryPrimitives.ReadInt16BigEndian(bytes);
        report.SpeedKph = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) / 10.0;
        int course = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        report.CourseDegrees = course <= FullCircle ? course : null;
    }

    /// <summary>Takes a fix over, unless there is no such place, or it is the filler 0, 0.</summary>
    public static void SetFix(double latitude, double longitude, DeviceReport report)
    {
        if (Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && (latitude != 0 || longitude != 0))
        {
            report.HasFix = true;
            report.Latitude = latitude;
            report.Longitude = longitude;
        }
    }

    private static void ReadPlace(ReadOnlySpan<byte> bytes, DeviceReport report)
    {
        var status = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if ((status & FixBit) == 0)
        {
            // The last place known, or zeros.
            return;
        }

        var latitude = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) / UnitsPerDegree;
        var longitude = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) / UnitsPerDegree;
        SetFix((status & SouthBit) != 0 ? -latitude : latitude, (status & WestBit) != 0 ? -longitude : longitude, report);
    }

    private static bool IsItems(ReadOnlySpan<byte> items)
    {
        // No item has the id 0.
        while (items.Length >= 2 && items[0] != 0 && items[1] <= items.Length - 2)
        {
            items = items[(2 + items[1])..];
        }

        return items.IsEmpty;
    }

    private static void ReadFixedTail(ReadOnlySpan<byte> tail, DeviceReport report)
    {
        var reader = new Jt808Reader(tail);
        reader.Skip(4);
        report.OdometerMeters = reader.ReadUInt32() * 1000.0;
        report.BatteryVolts = reader.ReadUInt16() / 10.0;
        reader.Skip(4);
        report.GsmSignal = reader.ReadByte();
    }
}
