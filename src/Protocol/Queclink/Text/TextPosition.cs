using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// The group of fields that tells a position: accuracy, speed, azimuth, altitude, longitude, latitude, UTC time; then MCC,
/// MNC, LAC, cell id; then, by model, a reserved field, the odometer of this point, or a mask with what it announces.
/// Models put different fields before it, so it is found by its own shape.
/// </summary>
internal static class TextPosition
{
    private const int Longitude = 4;
    private const int Latitude = 5;
    private const int UtcTime = 6;
    private const int CellFields = 4;
    private const int MetersPerKilometer = 1000;

    /// <summary>Bits of the mask of what is appended to a position; a number beyond is something else.</summary>
    private const uint KnownAppendix = 0x1F;

    /// <summary>The first position at or after <paramref name="from"/>; -1 where there is none.</summary>
    public static int Find(in TextFields fields, int from)
    {
        for (var index = from; index + UtcTime < fields.End; index++)
        {
            if (IsAt(in fields, index))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Whether a position with coordinates starts at this field.</summary>
    public static bool IsAt(in TextFields fields, int index) =>
        index > 0
        && index + UtcTime < fields.End
        && TextValue.IsTime(fields[index + UtcTime])
        && TextValue.PointNumber(fields[index + Longitude]) is >= -180 and <= 180
        && TextValue.PointNumber(fields[index + Latitude]) is >= -90 and <= 90
        && fields[index].Length <= 5
        && (fields[index].IsEmpty || TextValue.Number(fields[index]) is >= 0);

    /// <summary>The cell of a report without coordinates: its first field, or -1.</summary>
    public static int FindCell(in TextFields fields, int from)
    {
        for (var index = from; index + CellFields <= fields.End; index++)
        {
            if (fields[index].Length is 3 or 4
                && fields[index + 1].Length is 3 or 4
                && fields[index + 2].Length >= 3
                && fields[index + 3].Length >= 3
                && TextValue.Whole(fields[index]) is not null
                && TextValue.Whole(fields[index + 1]) is not null
                && TextValue.Hex(fields[index + 2]) is not null
                && TextValue.Hex(fields[index + 3]) is not null)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>
    /// Reads the position at <paramref name="index"/>. An accuracy of 0 is "no fix": the coordinates are the last known ones,
    /// with their old time, and the rest of the group says nothing new.
    /// </summary>
    /// <returns>The field after the position.</returns>
    public static int Read(in TextFields fields, int index, DeviceType model, DeviceReport report)
    {
        var accuracy = TextValue.Number(fields[index]);
        report.HasFix = accuracy is not 0;
        report.Longitude = TextValue.Number(fields[index + Longitude]) ?? 0;
        report.Latitude = TextValue.Number(fields[index + Latitude]) ?? 0;
        report.FixTimeMs = TextValue.Time(fields[index + UtcTime]);
        if (report is { Longitude: 0, Latitude: 0 } || report.FixTimeMs is null)
        {
            report.HasFix = false;
        }

        if (report.HasFix)
        {
            report.Hdop = accuracy;
            report.SpeedKph = TextValue.Number(fields[index + 1]) is >= 0 and var speed ? speed : null;
            report.CourseDegrees = TextValue.Number(fields[index + 2]) is >= 0 and <= 360 and var course ? course : null;
            report.AltitudeMeters = TextValue.Number(fields[index + 3]);
            report.DeviceTimeMs = report.FixTimeMs;
        }

        return ReadAfterCell(in fields, SkipAccessPoints(in fields, index + UtcTime + 1) + CellFields, model, report);
    }

    /// <summary>The fields between the cell and what is not about the position.</summary>
    public static int ReadAfterCell(in TextFields fields, int index, DeviceType model, DeviceReport report)
    {
        if (model.IsGl500M)
        {
            report.GsmSignal = TextValue.Whole(fields[index]) is <= 31 and var signal ? signal : null;
            index += 2;
        }

        var appendix = fields[index];
        if (TextValue.PointNumber(appendix) is { } kilometers)
        {
            report.OdometerMeters = kilometers * MetersPerKilometer;
            return index + 1;
        }

        index++;
        var mask = TextValue.Hex(appendix, 2) is { } bits and <= KnownAppendix ? bits : 0;
        if ((mask & 1) != 0)
        {
            report.Satellites = TextValue.Whole(fields[index++]);
        }

        // Bit 1 announces what triggered the point, bit 4 the jamming state.
        index += (int)((mask >> 1) & 1);
        index += (int)((mask >> 4) & 1);
        return index;
    }

    /// <summary>A count of WLAN access points, and five fields for each, may stand before the cell.</summary>
    private static int SkipAccessPoints(in TextFields fields, int index)
    {
        const int AddressLength = 12;
        const int FieldsEach = 5;
        return fields[index + 1].Length == AddressLength && TextValue.Whole(fields[index]) is { } count and <= 20
            ? index + 1 + (count * FieldsEach)
            : index;
    }
}
