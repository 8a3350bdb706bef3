using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>The list of Bluetooth accessories in a +RESP:GTERI; each tells by a mask which values follow.</summary>
internal static class AccessoryList
{
    /// <summary>Sensor number of the first accessory.</summary>
    public const int FirstSensor = 11;

    private const int MaxAccessories = 20;
    private const int Battery = 3;
    private const int Temperature = 4;
    private const int Humidity = 5;
    private const int EnhancedTemperature = 11;

    /// <summary>Bit 6 announces nothing; beyond bit 14 no document at hand says what follows.</summary>
    private const int LastBit = 14;

    public static void Read(in TextFields fields, int index, DeviceType model, DeviceReport report)
    {
        if (TextValue.Whole(fields[index++]) is not ({ } count and <= MaxAccessories))
        {
            return;
        }

        for (var i = 0; i < count && index < fields.End; i++)
        {
            // Index, type, model, raw data (with its length on the GV600M), mask.
            index += model.IsGv600M ? 5 : 4;
            if (TextValue.Hex(fields[index++]) is not { } mask || mask >> (LastBit + 1) != 0)
            {
                return;
            }

            index = ReadOne(in fields, index, mask, i, report);
        }
    }

    private static int ReadOne(in TextFields fields, int index, uint mask, int number, DeviceReport report)
    {
        double? celsius = null;
        for (var bit = 0; bit <= LastBit; bit++)
        {
            if ((mask & (1u << bit)) == 0 || bit == 6)
            {
                continue;
            }

            var field = index < fields.End ? fields[index] : default;
            index++;
            switch (bit)
            {
                case Temperature or EnhancedTemperature:
                    // The enhanced one is the same with two decimals.
                    celsius = TextValue.Number(field) ?? celsius;
                    break;
                case Humidity when TextValue.Number(field) is >= 0 and <= 100 and var percent:
                    report.TryAddReading(new SensorReading((byte)(FirstSensor + number), SensorKind.Humidity, percent));
                    break;
                case Battery when TextValue.Whole(field) is { } millivolts:
                    report.TryAddIoValue(new IoValue((ushort)(QueclinkIo.FirstAccessoryBattery + number), millivolts));
                    break;
                default:
                    break;
            }
        }

        if (celsius is { } value)
        {
            report.TryAddReading(new SensorReading((byte)(FirstSensor + number), SensorKind.Temperature, value));
        }

        return index;
    }
}
