using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Suntech;

/// <summary>
/// Zip reports of ST300 models: 02, length, header, device id, model, version, time, cell, position, satellites, distance,
/// supply, I/O, event … 03. Big endian; fractions are decimal digits.
/// </summary>
internal static class ZipReport
{
    public const byte Start = 0x02;
    public const byte End = 0x03;

    /// <summary>Ten digits, of which nine are the id.</summary>
    public const int DeviceIdBytes = 5;

    /// <summary>Where the device id is.</summary>
    public const int DeviceIdOffset = SuntechFrame.ZipHeadLength + 1;

    private const byte Status = 0x10;
    private const byte Alert = 0x13;
    private const int Time = 12;
    private const int Latitude = 21;
    private const int Longitude = 25;
    private const int Speed = 29;
    private const int Course = 32;
    private const int SatellitesAndFix = 35;
    private const int Distance = 36;
    private const int Supply = 40;
    private const int Inputs = 42;
    private const int Event = 43;
    private const int MinLength = 45;

    /// <summary>Whether there is such a report.</summary>
    public static bool IsKnown(byte header) => header is Status or Alert;

    /// <summary>Reads a report into a cleared one; false where the bytes are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, DeviceReport report)
    {
        if (frame.Length < MinLength)
        {
            return false;
        }

        report.DeviceTimeMs = SuntechFix.Time(frame[Time..]);
        var bits = frame[SatellitesAndFix];
        var latitude = frame[Latitude] + Fraction(frame.Slice(Latitude + 1, 3));
        var longitude = frame[Longitude] + Fraction(frame.Slice(Longitude + 1, 3));
        var fix = new SuntechFix
        {
            IsValid = (bits & 0x80) != 0,
            Latitude = (bits & 0x40) != 0 ? -latitude : latitude,
            Longitude = (bits & 0x20) != 0 ? -longitude : longitude,
            Speed = BinaryPrimitives.ReadUInt16BigEndian(frame[Speed..]) + Fraction(frame.Slice(Speed + sizeof(ushort), 1)),
            Course = BinaryPrimitives.ReadUInt16BigEndian(frame[Course..]) + Fraction(frame.Slice(Course + sizeof(ushort), 1)),
        };
        fix.Apply(report);
        report.Satellites = bits & 0x1F;
        report.OdometerMeters = BinaryPrimitives.ReadUInt32BigEndian(frame[Distance..]);
        report.ExternalVolts = frame[Supply] + Fraction(frame.Slice(Supply + 1, 1));
        report.Ignition = (frame[Inputs] & 1) == 1;
        report.DigitalInputs = (uint)(frame[Inputs] >> 1) & 0x07;
        report.DigitalOutputs = (uint)(frame[Inputs] >> 4) & 0x03;
        if (frame[SuntechFrame.ZipHeadLength] == Alert)
        {
            report.EventCode = frame[Event];
            report.Alarms = SuntechAlarms.OfAlert(frame[Event]);
        }

        return true;
    }

    /// <summary>Two decimal digits a byte; null where they are none.</summary>
    private static double? Fraction(ReadOnlySpan<byte> digits)
    {
        double value = 0;
        double scale = 1;
        foreach (var pair in digits)
        {
            if (pair >> 4 > 9 || (pair & 0x0F) > 9)
            {
                return null;
            }

            value = (value * 100) + (10 * (pair >> 4)) + (pair & 0x0F);
            scale *= 100;
        }

        return value / scale;
    }
}
