using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>
/// The additional items of a location: id, length, value. 01 to 31 are the standard's, the others makers'. An id means
/// something only in the lengths given here; anything else of up to 8 bytes stays raw. The list is in the README.
/// </summary>
internal static class Jt808Items
{
    private const int MaxPercent = 100;
    private const ushort NoTemperature = 0xFFFF;
    private const ushort SignBit = 0x8000;

    /// <summary>Reads all items; an item that is longer than what is left ends the list.</summary>
    public static void Read(ReadOnlySpan<byte> items, DeviceReport report)
    {
        while (items.Length >= 2 && items[1] <= items.Length - 2)
        {
            var value = items.Slice(2, items[1]);
            if (!TryAddNumber(items[0], value, report) && !TryAddBlock(items[0], value, report))
            {
                AddRaw(items[0], value, report);
            }

            items = items[(2 + value.Length)..];
        }
    }

    /// <summary>Keeps a value of up to 8 bytes under its id.</summary>
    public static void AddRaw(ushort id, ReadOnlySpan<byte> value, DeviceReport report)
    {
        if (value.Length is > 0 and <= sizeof(ulong))
        {
            ulong number = 0;
            foreach (var part in value)
            {
                number = (number << 8) | part;
            }

            report.TryAddIoValue(new IoValue(id, (long)number));
        }
    }

    /// <summary>A battery level; more than 100 is none.</summary>
    public static void SetBatteryPercent(double percent, DeviceReport report)
    {
        if (percent <= MaxPercent)
        {
            report.BatteryPercent = percent;
        }
    }

    /// <summary>A driver's credential; false where it is none.</summary>
    public static bool TrySetDriver(ReadOnlySpan<byte> text, DeviceReport report)
    {
        text = text.Trim((byte)' ').Trim((byte)0);
        if (text.IsEmpty || !report.Driver.TrySet(text))
        {
            return false;
        }

        report.DriverReported = true;
        return true;
    }

    public static void AddTemperature(int sensor, double celsius, DeviceReport report) =>
        report.TryAddReading(new SensorReading((byte)sensor, SensorKind.Temperature, celsius));

    public static void AddHumidity(int sensor, double percent, DeviceReport report) =>
        report.TryAddReading(new SensorReading((byte)sensor, SensorKind.Humidity, percent));

    /// <summary>Items of one number; false where the item is none of them.</summary>
    private static bool TryAddNumber(byte id, ReadOnlySpan<byte> value, DeviceReport report)
    {
        switch (id, value.Length)
        {
            case (0x01, 4):
                report.OdometerMeters = UInt32(value) * 100.0;
                return true;
            case (0xAC, 4) or (0xFE, 4):
                report.OdometerMeters = UInt32(value);
                return true;
            case (0x30, 1):
                report.GsmSignal = value[0];
                return true;
            case (0x31, 1):
                report.Satellites = value[0];
                return true;
            case (0x06, 1) or (0xD4, 1) or (0xE1, 1) or (0xE9, 1) or (0xFE, 1):
                SetBatteryPercent(value[0], report);
                return true;
            case (0x56, 2):
                SetBatteryPercent(value[0] * 10, report);
                return true;
            case (0x68, 2):
                SetBatteryPercent(UInt16(value) / 100.0, report);
                return true;
            case (0x69, 2) or (0xD5, 2):
                report.BatteryVolts = UInt16(value) / 100.0;
                return true;
            case (0x82, 2) or (0xD3, 2) or (0xE1, 2) or (0xFE, 2):
                report.ExternalVolts = UInt16(value) / 10.0;
                return true;
            case (0xF1, 4):
                report.ExternalVolts = UInt32(value) / 1000.0;
                return true;
            case (0xE5, 1) when value[0] <= 1:
                report.Moving = value[0] == 1;
                return true;
            case (0xF7, 2):
                AddHumidity(1, UInt16(value) / 10.0, report);
                return true;
            case (0xF8, 2):
                AddTemperature(2, (UInt16(value) - 500) / 10.0, report);
                return true;
            case (0xD4, 4) or (0xE9, 4) or (0xE1, 4):
                return TrySetDriverNumber(UInt32(value), report);
            default:
                return false;
        }
    }

    /// <summary>Items of several values; false where the item is none of them.</summary>
    private static bool TryAddBlock(byte id, ReadOnlySpan<byte> value, DeviceReport report)
    {
        switch (id)
        {
            case 0x33:
                return Jt808MakerItems.TryReadLockText(value, report);
            case 0x51 when value.Length is > 0 and <= 16 && value.Length % 2 == 0:
                ReadTemperatures(value, report);
                return true;
            case 0x57 when value.Length == 8:
                report.Alarms |= Jt808Alarms.OfHarshDriving((uint)(UInt16(value) >> 8));
                return false;
            case 0x60 when value.Length >= 2:
                report.EventCode = UInt16(value);
                return value.Length == 2
                    || (report.EventCode is >= 0x61 and <= 0x66 && value.Length >= 16 && TrySetDriver(value.Slice(8, 8), report));
            case 0x70 when value.Length >= 6:
                report.Alarms |= value[5] switch
                {
                    1 => DeviceAlarms.HarshAcceleration,
                    2 => DeviceAlarms.HarshBraking,
                    3 => DeviceAlarms.HarshCornering,
                    0x16 => DeviceAlarms.Crash,
                    _ => DeviceAlarms.None,
                };
                return true;
            case 0x8B or 0x94 when value.Length > 0:
                return report.Vin.TrySet(value.TrimEnd((byte)0));
            case 0x91 when value.Length >= 2:
                report.BatteryVolts = UInt16(value) / 10.0;
                return true;
            case 0xBD:
                return TrySetDriver(value, report);
            case 0xD0 when value.Length == 4:
                report.Alarms |= (UInt32(value) & 8) != 0 ? DeviceAlarms.Vibration : DeviceAlarms.None;
                return false;
            case 0xDA when value.Length == 3:
                report.Moving = (value[2] & 4) != 0;
                return false;
            case 0xE3 when value.Length >= 4:
                SetBatteryPercent(value[1], report);
                report.BatteryVolts = UInt16(value[2..]) / 100.0;
                return true;
            case 0xE4 when value.Length == 2:
                SetBatteryPercent(value[1], report);
                return false;
            case 0xE6 when value.Length >= 11 && value.Length % 11 == 0:
                Jt808MakerItems.ReadBeacons(value, report);
                return true;
            case 0xE7 when value.Length == 8:
                report.Alarms |= (value[1] & 1) != 0 ? DeviceAlarms.Vibration : DeviceAlarms.None;
                report.Alarms |= (value[1] & 0x0E) != 0 ? DeviceAlarms.Sos : DeviceAlarms.None;
                return false;
            case 0xE8 when value.Length > 3:
                return Jt808MakerItems.TryReadCamera(value, report);
            case 0xEA or 0xEB:
                return Jt808NestedItems.TryRead(id, value, report);
            case 0xEE when value.Length == 6:
                report.GsmSignal = value[0];
                report.ExternalVolts = UInt16(value[1..]) / 1000.0;
                report.BatteryVolts = UInt16(value[3..]) / 1000.0;
                report.Satellites = value[5];
                return true;
            case 0xF6 or 0xF7 or 0xF9 or 0xFE:
                return Jt808MakerItems.TryReadStatus(id, value, report);
            default:
                return false;
        }
    }

    /// <summary>Up to eight sensors, each a sign and tenths of a degree; all bits set: not fitted.</summary>
    private static void ReadTemperatures(ReadOnlySpan<byte> value, DeviceReport report)
    {
        for (var i = 0; i < value.Length / 2; i++)
        {
            var raw = UInt16(value[(2 * i)..]);
            if (raw != NoTemperature)
            {
                var tenths = raw & ~SignBit;
                AddTemperature(i + 1, ((raw & SignBit) != 0 ? -tenths : tenths) / 10.0, report);
            }
        }
    }

    private static bool TrySetDriverNumber(uint number, DeviceReport report)
    {
        Span<byte> digits = stackalloc byte[10];
        return number.TryFormat(digits, out var written) && TrySetDriver(digits[..written], report);
    }

    private static ushort UInt16(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt16BigEndian(value);

    private static uint UInt32(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt32BigEndian(value);
}
