using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>Additional items that hold items: EA (type, length, value) and EB (length, type, value).</summary>
internal static class Jt808NestedItems
{
    /// <summary>External sensor of item EA.</summary>
    private const int ExternalSensor = 10;

    /// <summary>
    /// The most that the first length of an EB list is. Other makers' EB begin with a country code above it (cells), or
    /// with text (time zone).
    /// </summary>
    private const int MaxFirstLength = 200;

    /// <summary>Reads the list; false where the item is not one. Values without a field stay raw under item and type.</summary>
    public static bool TryRead(byte id, ReadOnlySpan<byte> value, DeviceReport report) =>
        id == 0xEA ? TryReadExternal(value, report) : TryReadList(value, report);

    private static bool TryReadExternal(ReadOnlySpan<byte> value, DeviceReport report)
    {
        if (value.Length <= 2)
        {
            return false;
        }

        for (value = value[1..]; value.Length >= 2 && value[1] <= value.Length - 2; value = value[(2 + value[1])..])
        {
            var data = value.Slice(2, value[1]);
            switch (value[0], data.Length)
            {
                case (0x15, 2):
                    Jt808Items.AddHumidity(ExternalSensor, BinaryPrimitives.ReadUInt16BigEndian(data) / 10.0, report);
                    break;
                case (0x16, 2):
                    var tenths = BinaryPrimitives.ReadUInt16BigEndian(data) - 500;
                    Jt808Items.AddTemperature(ExternalSensor, tenths / 10.0, report);
                    break;
                default:
                    Jt808Items.AddRaw((ushort)(0xEA00 | value[0]), data, report);
                    break;
            }
        }

        return true;
    }

    private static bool TryReadList(ReadOnlySpan<byte> value, DeviceReport report)
    {
        if (value.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(value) > MaxFirstLength)
        {
            return false;
        }

        // A length counts the type.
        while (value.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(value);
            if (length < 2 || length > value.Length - 2)
            {
                break;
            }

            Add(BinaryPrimitives.ReadUInt16BigEndian(value[2..]), value.Slice(4, length - 2), report);
            value = value[(2 + length)..];
        }

        return true;
    }

    private static void Add(ushort type, ReadOnlySpan<byte> data, DeviceReport report)
    {
        switch (type, data.Length)
        {
            case (0x2D, 4):
                report.ExternalVolts = BinaryPrimitives.ReadUInt32BigEndian(data) / 1000.0;
                break;
            case (0x2D, 2):
                report.BatteryVolts = BinaryPrimitives.ReadUInt16BigEndian(data) / 1000.0;
                break;
            case (0xCE, 2):
                report.ExternalVolts = BinaryPrimitives.ReadUInt16BigEndian(data) / 100.0;
                break;
            case (0xA8, 1) or (0xE1, 1):
                Jt808Items.SetBatteryPercent(data[0], report);
                break;

            // The bits of 89 and C5 are cleared where the alarm is raised.
            case (0x89, 4):
                var alarms = BinaryPrimitives.ReadUInt32BigEndian(data);
                report.Alarms |= (alarms & 1) == 0 ? DeviceAlarms.PowerCut : DeviceAlarms.None;
                report.Alarms |= (alarms & (1 << 12)) == 0 ? DeviceAlarms.Tampering : DeviceAlarms.None;
                Jt808Items.AddRaw((ushort)(0xEB00 | type), data, report);
                break;
            case (0xC5, 4):
                var states = BinaryPrimitives.ReadUInt32BigEndian(data);
                report.Alarms |= (states & (1 << 6)) == 0 ? DeviceAlarms.Vibration : DeviceAlarms.None;
                report.Moving = ((states >> 23) & 3) switch
                {
                    0 => true,
                    1 => false,
                    _ => report.Moving,
                };
                Jt808Items.AddRaw((ushort)(0xEB00 | type), data, report);
                break;
            case (0xC6, 1):
                report.Alarms |= data[0] is 3 or 4 ? DeviceAlarms.LowBattery : DeviceAlarms.None;
                Jt808Items.AddRaw((ushort)(0xEB00 | type), data, report);
                break;
            case ( <= 0xFF, _):
                Jt808Items.AddRaw((ushort)(0xEB00 | type), data, report);
                break;
            default:
                break;
        }
    }
}
