using System.Buffers.Binary;
using System.Buffers.Text;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>Additional items of single makers that hold several values each.</summary>
internal static class Jt808MakerItems
{
    /// <summary>Of a fraction in 255ths.</summary>
    private const double FractionUnits = 255.0;

    /// <summary>
    /// E6: Bluetooth sensors of 11 bytes: number, address, temperature and humidity, each a signed whole number and 255ths
    /// away from zero.
    /// </summary>
    public static void ReadBeacons(ReadOnlySpan<byte> value, DeviceReport report)
    {
        for (; value.Length >= 11; value = value[11..])
        {
            Jt808Items.AddTemperature(value[0], ReadFraction(value[7..]), report);
            Jt808Items.AddHumidity(value[0], ReadFraction(value[9..]), report);
        }
    }

    /// <summary>E8 of Jimi's cameras: type, length, data. 2003 and 2005 are states, others events and alarms.</summary>
    public static bool TryReadCamera(ReadOnlySpan<byte> value, DeviceReport report)
    {
        var type = BinaryPrimitives.ReadUInt16BigEndian(value);
        var data = value[3..];
        switch (type)
        {
            case 0x2003 when data.Length >= 7:
                var level = data[1];
                if (level is >= 1 and <= 6)
                {
                    report.BatteryPercent = level * 100 / 6;
                }

                report.BatteryVolts = BinaryPrimitives.ReadUInt16BigEndian(data[2..]) / 100.0;
                report.GsmSignal = data[4];
                report.ExternalVolts = BinaryPrimitives.ReadUInt16BigEndian(data[5..]) / 100.0;
                return true;
            case 0x2005:
                ReadCameraStates(data, report);
                return true;
            case 0x0C03 or 0x0C04:
                report.Ignition = type == 0x0C03;
                report.EventCode = type;
                return true;
            default:
                var alarm = Jt808Alarms.OfCameraItem(type);
                report.Alarms |= alarm;
                report.EventCode = alarm == DeviceAlarms.None ? report.EventCode : type;
                return alarm != DeviceAlarms.None;
        }
    }

    /// <summary>33 of locks: a text like <c>*M00,45,1136904…</c> whose digits 3 to 5 after the second comma are centivolts.</summary>
    public static bool TryReadLockText(ReadOnlySpan<byte> value, DeviceReport report)
    {
        const int Volts = 10;
        const int Digits = 3;
        if (value.Length < Volts + Digits
            || !value.StartsWith("*M00"u8)
            || !Utf8Parser.TryParse(value.Slice(Volts, Digits), out uint centivolts, out var consumed)
            || consumed != Digits)
        {
            return false;
        }

        report.BatteryVolts = centivolts / 100.0;
        return true;
    }

    /// <summary>F6, F7, F9 and FE of more than four bytes.</summary>
    public static bool TryReadStatus(byte id, ReadOnlySpan<byte> value, DeviceReport report) => id switch
    {
        0xF6 when value.Length > 2 && value.Length != 8 => TryReadSensors(value, report),
        0xF7 when value.Length >= 4 => TryReadBattery(value, report),
        0xF9 when value.Length > 2 => TryReadPrecision(value, report),
        0xFE when value.Length > 4 && value[0] == 0x7C => TryReadAlarms(value[1..], report),
        _ => false,
    };

    /// <summary>Event, which values follow, and those: light, temperature, humidity, acceleration, thresholds, pressure.</summary>
    private static bool TryReadSensors(ReadOnlySpan<byte> value, DeviceReport report)
    {
        var reader = new Jt808Reader(value);
        report.EventCode = reader.ReadByte();
        if (report.EventCode == 2)
        {
            report.Moving = true;
        }

        var mask = reader.ReadByte();
        reader.Skip((mask & 1) != 0 ? 2 : 0);
        if ((mask & 2) != 0)
        {
            var tenths = (short)reader.ReadUInt16();
            if (!reader.Failed)
            {
                Jt808Items.AddTemperature(1, tenths / 10.0, report);
            }
        }

        if ((mask & 4) != 0)
        {
            var tenths = (short)reader.ReadUInt16();
            if (!reader.Failed)
            {
                Jt808Items.AddHumidity(1, tenths / 10.0, report);
            }
        }

        return true;
    }

    private static bool TryReadBattery(ReadOnlySpan<byte> value, DeviceReport report)
    {
        report.BatteryVolts = BinaryPrimitives.ReadUInt32BigEndian(value) / 1000.0;
        if (value.Length >= 6)
        {
            Jt808Items.SetBatteryPercent(value[5], report);
        }

        return true;
    }

    private static bool TryReadPrecision(ReadOnlySpan<byte> value, DeviceReport report)
    {
        var reader = new Jt808Reader(value);
        int mask = reader.ReadUInt16();
        reader.Skip((mask & 1) != 0 ? 4 : 0);
        reader.Skip((mask & 2) != 0 ? 4 : 0);
        var hdop = (mask & 4) != 0 ? reader.ReadUInt16() : 0;
        if (hdop > 0)
        {
            report.Hdop = hdop / 10.0;
        }

        reader.Skip((mask & 8) != 0 ? 6 : 0);
        reader.Skip((mask & 0x20) != 0 ? 8 : 0);
        var tenths = (mask & 0x40) != 0 ? (short)reader.ReadUInt16() : 0;
        if ((mask & 0x40) != 0 && !reader.Failed)
        {
            Jt808Items.AddTemperature(3, tenths / 10.0, report);
        }

        return true;
    }

    private static bool TryReadAlarms(ReadOnlySpan<byte> items, DeviceReport report)
    {
        for (; items.Length >= 2 && items[1] <= items.Length - 2; items = items[(2 + items[1])..])
        {
            if (items[0] == 1 && items[1] == 4)
            {
                var bits = BinaryPrimitives.ReadUInt32BigEndian(items[2..]);
                report.Alarms |= Jt808Alarms.OfHarshDriving(bits);
                report.Alarms |= (bits & 8) != 0 ? DeviceAlarms.Crash : DeviceAlarms.None;
                report.Alarms |= (bits & 16) != 0 ? DeviceAlarms.Tampering : DeviceAlarms.None;
            }
        }

        return true;
    }

    private static void ReadCameraStates(ReadOnlySpan<byte> items, DeviceReport report)
    {
        for (; items.Length >= 3 && items[2] <= items.Length - 3; items = items[(3 + items[2])..])
        {
            var value = items.Slice(3, items[2]);
            switch (BinaryPrimitives.ReadUInt16BigEndian(items), value.Length)
            {
                case (0x0001, 2):
                    report.BatteryVolts = BinaryPrimitives.ReadUInt16BigEndian(value) / 100.0;
                    break;
                case (0x0003, 1):
                    Jt808Items.SetBatteryPercent(value[0], report);
                    break;
                case (0x0007, 2) when (value[0] | value[1]) != 0:
                    report.Hdop = BinaryPrimitives.ReadUInt16BigEndian(value) / 10.0;
                    break;
                case (0x2001, 2):
                    report.ExternalVolts = BinaryPrimitives.ReadUInt16BigEndian(value) / 10.0;
                    break;
                default:
                    break;
            }
        }
    }

    private static double ReadFraction(ReadOnlySpan<byte> value)
    {
        var whole = (sbyte)value[0];
        var magnitude = Math.Abs((int)whole) + (value[1] / FractionUnits);
        return whole < 0 ? -magnitude : magnitude;
    }
}
