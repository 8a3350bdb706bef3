using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>A location of Jointech's locks (messages 5501 and 5502): decimal digits, degrees and minutes, knots.</summary>
internal static class Jt808LockLocation
{
    private const int Length = Jt808Time.Length + 9 + 2 + 6 + 1 + 6 + 1 + 4;
    private const double KphPerKnot = 1.852;
    private const int MaxBatteryLevel = 100;

    private const int FixBit = 1;
    private const int NorthBit = 2;
    private const int EastBit = 4;

    /// <summary>Reads a location; false where it is too short to be one.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="isBlind">Whether it was sent as one without a new fix (5502).</param>
    /// <param name="report">A cleared report.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, bool isBlind, DeviceReport report)
    {
        if (body.Length < Length)
        {
            return false;
        }

        report.DeviceTimeMs = Jt808Time.ReadLock(body);
        var flags = body[14];
        if (!isBlind && (flags & FixBit) != 0)
        {
            ReadFix(body, flags, report);
        }

        var reader = new Jt808Reader(body[17..]);
        report.GsmSignal = reader.ReadByte();
        report.Satellites = reader.ReadByte();
        report.OdometerMeters = reader.ReadUInt32() * 1000.0;
        var battery = reader.ReadByte();
        if (battery <= MaxBatteryLevel)
        {
            report.BatteryPercent = battery;
        }

        reader.Skip(6);
        var product = reader.ReadByte();
        var status = reader.ReadUInt16();
        var alarms = reader.ReadUInt16();
        report.Alarms = OfLock(product, alarms);
        report.TryAddIoValue(new IoValue(Jt808Location.AlarmWord, alarms));
        report.TryAddIoValue(new IoValue(Jt808Location.StatusWord, status));
        ReadItems(reader.ReadBytes(reader.Remaining), report);
        return true;
    }

    private static void ReadFix(ReadOnlySpan<byte> body, byte flags, DeviceReport report)
    {
        var latitude = ReadDegrees(body.Slice(6, 4), degrees: 2, lastDigit: -1);
        var longitude = ReadDegrees(body.Slice(10, 4), degrees: 3, lastDigit: flags >> 4);
        if (latitude < 0 || longitude < 0)
        {
            return;
        }

        Jt808Location.SetFix(
            (flags & NorthBit) != 0 ? latitude : -latitude, (flags & EastBit) != 0 ? longitude : -longitude, report);
        if (report.HasFix)
        {
            var knots = Jt808Time.Digits(body[15]);
            report.SpeedKph = knots >= 0 ? knots * KphPerKnot : null;
            report.CourseDegrees = body[16] <= 180 ? body[16] * 2 : null;
        }
    }

    /// <summary>Decimal digits: whole degrees, then minutes with four places. Negative where they are no digits.</summary>
    private static double ReadDegrees(ReadOnlySpan<byte> bytes, int degrees, int lastDigit)
    {
        var number = 0;
        foreach (var value in bytes)
        {
            var digits = Jt808Time.Digits(value);
            if (digits < 0)
            {
                return -1;
            }

            number = (number * 100) + digits;
        }

        if (lastDigit > 9)
        {
            return -1;
        }

        number = degrees == 3 ? (number * 10) + lastDigit : number;
        return (number / 1_000_000) + (number % 1_000_000 / 600_000.0);
    }

    private static DeviceAlarms OfLock(byte product, ushort alarms)
    {
        if (product is 1 or 2)
        {
            return (alarms & 1) != 0 ? DeviceAlarms.LowPower : DeviceAlarms.None;
        }

        if (product != 3)
        {
            return DeviceAlarms.None;
        }

        return ((alarms & 0x01) != 0 ? DeviceAlarms.Overspeed : DeviceAlarms.None)
            | ((alarms & 0x02) != 0 ? DeviceAlarms.LowPower : DeviceAlarms.None)
            | ((alarms & 0x04) != 0 ? DeviceAlarms.Vibration : DeviceAlarms.None)
            | ((alarms & 0x08) != 0 ? DeviceAlarms.LowBattery : DeviceAlarms.None)
            | ((alarms & 0x60) != 0 ? DeviceAlarms.Geofence : DeviceAlarms.None);
    }

    private static void ReadItems(ReadOnlySpan<byte> items, DeviceReport report)
    {
        for (; items.Length >= 2 && items[1] <= items.Length - 2; items = items[(2 + items[1])..])
        {
            var value = items.Slice(2, items[1]);
            if (items[0] == 2 && value.Length == 2)
            {
                report.AltitudeMeters = report.HasFix ? BinaryPrimitives.ReadInt16BigEndian(value) : null;
            }
            else
            {
                Jt808Items.AddRaw(items[0], value, report);
            }
        }
    }
}
