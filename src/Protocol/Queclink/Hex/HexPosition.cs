using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Hex;

/// <summary>
/// The positions of a HEX report. What stands before them differs by message and model, what stands after them hardly:
/// so they are found from the end, and believed where the count before them and every time and coordinate make sense.
/// A position: accuracy, speed (km/h as u16 and a byte of tenths), azimuth, altitude, longitude, latitude in millionths of
/// a degree, UTC time, cell and a reserved byte.
/// </summary>
internal static class HexPosition
{
    /// <summary>Positions that one report may have.</summary>
    private const int MaxPositions = 15;

    private const int CellLength = 9;
    private const int CurrentMileageLength = 3;
    private const int MileageLength = 5;
    private const int CurrentHoursLength = 3;
    private const int HoursLength = 6;
    private const double UnitsPerDegree = 1e6;

    /// <summary>Current and total mileage, current and total hour meter; by mask any two pairs of them.</summary>
    private static ReadOnlySpan<byte> TailLengths =>
    [
        CurrentMileageLength + MileageLength + CurrentHoursLength + HoursLength,
        CurrentMileageLength + MileageLength,
        CurrentHoursLength + HoursLength,
        0,
    ];

    /// <summary>Where the first position begins; 0 where none was found.</summary>
    /// <param name="frame">The report.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="end">The end of the last.</param>
    public static int Find(in HexFrame frame, out int count, out int end)
    {
        var length = LengthOf(in frame);
        foreach (var tail in TailLengths)
        {
            end = frame.BodyEnd - tail;
            for (count = 1; count <= MaxPositions; count++)
            {
                var start = end - (count * length);
                if (start - 1 < frame.BodyOffset || !IsPosition(in frame, start))
                {
                    break;
                }

                if (frame.Bytes[start - 1] == count)
                {
                    return start;
                }
            }
        }

        count = 0;
        end = 0;
        return 0;
    }

    /// <summary>Bytes of one position.</summary>
    public static int LengthOf(in HexFrame frame) => 1
        + (frame.SpeedIsTold ? 3 : 0)
        + (frame.AzimuthIsTold ? 2 : 0)
        + (frame.AltitudeIsTold ? 2 : 0)
        + sizeof(int)
        + sizeof(int)
        + HexValue.TimeLength
        + (frame.CellIsTold ? CellLength : 0);

    public static void Read(in HexFrame frame, int offset, DeviceReport report)
    {
        var bytes = frame.Bytes[offset..];
        var coordinates = bytes[CoordinatesOffset(in frame)..];
        report.Longitude = BinaryPrimitives.ReadInt32BigEndian(coordinates) / UnitsPerDegree;
        report.Latitude = BinaryPrimitives.ReadInt32BigEndian(coordinates[sizeof(int)..]) / UnitsPerDegree;
        report.FixTimeMs = HexValue.Time(coordinates[(2 * sizeof(int))..]);
        if (bytes[0] == 0 || report is { Longitude: 0, Latitude: 0 })
        {
            // Accuracy 0 is "no fix": the last known position.
            return;
        }

        report.HasFix = true;
        report.Hdop = bytes[0];
        report.DeviceTimeMs = report.FixTimeMs;
        bytes = bytes[1..];
        if (frame.SpeedIsTold)
        {
            report.SpeedKph = ((BinaryPrimitives.ReadUInt16BigEndian(bytes) * 10) + bytes[2]) / 10.0;
            bytes = bytes[3..];
        }

        if (frame.AzimuthIsTold)
        {
            report.CourseDegrees = BinaryPrimitives.ReadUInt16BigEndian(bytes) is <= 360 and var course ? course : null;
            bytes = bytes[2..];
        }

        if (frame.AltitudeIsTold)
        {
            report.AltitudeMeters = BinaryPrimitives.ReadInt16BigEndian(bytes);
        }
    }

    /// <summary>Total mileage and total hour meter behind the last position.</summary>
    public static void ReadTotals(in HexFrame frame, int end, DeviceReport report)
    {
        var tail = frame.Bytes[end..frame.BodyEnd];
        if (tail.Length is CurrentMileageLength + MileageLength or > HoursLength + CurrentHoursLength)
        {
            var mileage = tail[CurrentMileageLength..];
            report.OdometerMeters = (BinaryPrimitives.ReadUInt32BigEndian(mileage) * 1000.0) + (mileage[4] * 100.0);
            tail = tail[(CurrentMileageLength + MileageLength)..];
        }

        if (tail.Length == CurrentHoursLength + HoursLength)
        {
            var hours = tail[CurrentHoursLength..];
            report.EngineSeconds = (BinaryPrimitives.ReadUInt32BigEndian(hours) * 3600.0) + (hours[4] * 60) + hours[5];
        }
    }

    private static int CoordinatesOffset(in HexFrame frame) => 1
        + (frame.SpeedIsTold ? 3 : 0)
        + (frame.AzimuthIsTold ? 2 : 0)
        + (frame.AltitudeIsTold ? 2 : 0);

    private static bool IsPosition(in HexFrame frame, int offset)
    {
        var coordinates = frame.Bytes[(offset + CoordinatesOffset(in frame))..];
        return Math.Abs((long)BinaryPrimitives.ReadInt32BigEndian(coordinates)) <= (long)(180 * UnitsPerDegree)
            && Math.Abs((long)BinaryPrimitives.ReadInt32BigEndian(coordinates[sizeof(int)..])) <= (long)(90 * UnitsPerDegree)
            && HexValue.Time(coordinates[(2 * sizeof(int))..]) is not null;
    }
}
