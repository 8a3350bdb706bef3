using System.Buffers.Binary;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Ruptela;

/// <summary>
/// Records: how many are left in the device, how many are here, then each: time, its extension, in extended records how it
/// belongs to its neighbours, priority, position, event, and elements in groups of 1, 2, 4 and 8 bytes.
/// </summary>
internal static class RecordReader
{
    /// <summary>Longitude, latitude, altitude, angle, satellites, speed, HDOP.</summary>
    private const int PositionLength = 16;

    /// <summary>Coordinates are ten-millionths of a degree.</summary>
    private const double UnitsPerDegree = 1e7;

    /// <summary>The field is unsigned tenths of a metre; what would lie above 6000 m is below the sea.</summary>
    private const int HighestAltitude = 60_000;

    private const int FullCircle = 36_000;

    /// <param name="data">From the number of records left to the last element.</param>
    /// <param name="isExtended">Whether ids and event have two bytes.</param>
    /// <param name="sink">Gets the records; void where a fault is returned.</param>
    /// <param name="reports">How many reports there were: parts of one record come together.</param>
    public static FrameFault Read(ReadOnlySpan<byte> data, bool isExtended, IReportSink sink, out int reports)
    {
        reports = 0;
        if (data.Length < 2)
        {
            return FrameFault.Body;
        }

        int count = data[1];
        var rest = data[2..];
        DeviceReport? open = null;
        for (var i = 0; i < count; i++)
        {
            if (!TryReadTime(ref rest, isExtended, out var time, out var isPart, out var priority))
            {
                return FrameFault.Body;
            }

            var isNew = open is null || !isPart;
            if (isNew)
            {
                if (open is not null && !sink.Add(open))
                {
                    return FrameFault.TooManyReports;
                }

                reports++;
                open = sink.Rent();
                open.DeviceTimeMs = time;
                open.Priority = priority;
            }

            if (!TryReadBody(ref rest, isExtended, isNew, open!))
            {
                return FrameFault.Body;
            }
        }

        if (!rest.IsEmpty)
        {
            return FrameFault.RecordCount;
        }

        return open is null || sink.Add(open) ? FrameFault.None : FrameFault.TooManyReports;
    }

    private static bool TryReadTime(
        ref ReadOnlySpan<byte> rest, bool isExtended, out long time, out bool isPart, out int priority)
    {
        var length = isExtended ? 7 : 6;
        time = 0;
        isPart = false;
        priority = 0;
        if (rest.Length < length)
        {
            return false;
        }

        // The extension tells records of the same second apart.
        time = BinaryPrimitives.ReadUInt32BigEndian(rest) * 1000L;
        if (isExtended)
        {
            // Upper half: how many parts follow the first; lower half: which one this is.
            var part = rest[5] & 0xF;
            isPart = part > 0 && part <= rest[5] >> 4;
        }

        priority = rest[length - 1];
        rest = rest[length..];
        return true;
    }

    private static bool TryReadBody(ref ReadOnlySpan<byte> rest, bool isExtended, bool isNew, DeviceReport report)
    {
        var idLength = isExtended ? 2 : 1;
        if (rest.Length < PositionLength + idLength)
        {
            return false;
        }

        if (isNew)
        {
            ReadPosition(rest, report);
            report.EventCode = ReadId(rest[PositionLength..], isExtended);
        }

        rest = rest[(PositionLength + idLength)..];
        var elements = new RuptelaElements(report);
        for (var size = 1; size <= sizeof(ulong); size *= 2)
        {
            if (rest.IsEmpty)
            {
                return false;
            }

            int count = rest[0];
            rest = rest[1..];
            if (rest.Length < count * (idLength + size))
            {
                return false;
            }

            for (; count > 0; count--, rest = rest[(idLength + size)..])
            {
                if (!elements.Add(ReadId(rest, isExtended), size, ReadValue(rest.Slice(idLength, size))))
                {
                    return false;
                }
            }
        }

        elements.Complete();
        return true;
    }

    private static void ReadPosition(ReadOnlySpan<byte> bytes, DeviceReport report)
    {
        var longitude = BinaryPrimitives.ReadInt32BigEndian(bytes);
        var latitude = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        report.Satellites = bytes[12];
        if (!IsFix(bytes[12], longitude, latitude))
        {
            return;
        }

        report.HasFix = true;
        report.Longitude = longitude / UnitsPerDegree;
        report.Latitude = latitude / UnitsPerDegree;
        int altitude = BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]);
        report.AltitudeMeters = (altitude <= HighestAltitude ? altitude : altitude - 65_536) / 10.0;
        int angle = BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]);
        report.CourseDegrees = angle <= FullCircle ? angle / 100.0 : null;
        report.SpeedKph = BinaryPrimitives.ReadUInt16BigEndian(bytes[13..]);
        report.Hdop = bytes[15] > 0 ? bytes[15] / 10.0 : null;
    }

    /// <summary>Without a fix the coordinates are the smallest integer, or no satellite is told.</summary>
    private static bool IsFix(byte satellites, int longitude, int latitude) =>
        satellites > 0
        && (longitude | latitude) != 0
        && latitude is >= (int)(-90 * UnitsPerDegree) and <= (int)(90 * UnitsPerDegree)
        && longitude is >= (int)(-180 * UnitsPerDegree) and <= (int)(180 * UnitsPerDegree);

    private static ushort ReadId(ReadOnlySpan<byte> bytes, bool isExtended) =>
        isExtended ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : bytes[0];

    private static ulong ReadValue(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        foreach (var part in bytes)
        {
            value = (value << 8) | part;
        }

        return value;
    }
}
