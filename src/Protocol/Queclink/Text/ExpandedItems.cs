using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>What the mask of a +RESP:GTERI adds after the device status, in the order of the vendor's documents.</summary>
internal static class ExpandedItems
{
    private const uint DigitalFuelSensor = 1u << 0;
    private const uint OneWire = 1u << 1;
    private const uint Can = 1u << 2;
    private const uint FuelSensors = (1u << 3) | (1u << 4);
    private const uint RadioSensors = 1u << 7;
    private const uint Accessories = 1u << 8;
    private const uint OtherData = 1u << 29;

    /// <summary>1-Wire: 12 bits and sign, a sixteenth of a degree.</summary>
    private const double OneWireStep = 0.0625;

    /// <summary>Sensor number of the first radio sensor (433 MHz).</summary>
    private const int FirstRadioSensor = 31;

    /// <summary>What is told of one device on a list; more are not believed.</summary>
    private const int MaxDevices = 20;

    /// <param name="fields">The report.</param>
    /// <param name="index">The field after the device status: the kind of device on the serial port.</param>
    /// <param name="mask">Which items there are.</param>
    /// <param name="model">The model.</param>
    /// <param name="report">Gets the values.</param>
    public static void Read(in TextFields fields, int index, uint mask, DeviceType model, DeviceReport report)
    {
        index++;
        if ((mask & DigitalFuelSensor) != 0 && TextValue.Hex(fields[index++]) is { } fuel)
        {
            report.TryAddIoValue(new IoValue(QueclinkIo.FuelSensor, fuel));
        }

        if ((mask & OtherData) != 0)
        {
            // Its length is told by a mask of its own, with bits that no document at hand explains.
            return;
        }

        if ((mask & OneWire) != 0)
        {
            index = ReadOneWire(in fields, index, report);
        }

        // CAN data and fuel sensor lists differ by model in length; what follows them can't be found.
        if (index < 0 || (mask & (Can | FuelSensors)) != 0)
        {
            return;
        }

        if ((mask & RadioSensors) != 0)
        {
            index = ReadRadioSensors(in fields, index, report);
        }

        if (index >= 0 && (mask & Accessories) != 0)
        {
            AccessoryList.Read(in fields, index, model, report);
        }
    }

    private static int ReadOneWire(in TextFields fields, int index, DeviceReport report)
    {
        const uint Thermometer = 1;
        if (TextValue.Whole(fields[index++]) is not ({ } count and <= MaxDevices))
        {
            return -1;
        }

        for (var sensor = 1; sensor <= count && index + 2 < fields.End; sensor++, index += 3)
        {
            if (TextValue.Whole(fields[index + 1]) == Thermometer && TextValue.Hex(fields[index + 2], 4) is { } raw)
            {
                report.TryAddReading(new SensorReading((byte)sensor, SensorKind.Temperature, (short)raw * OneWireStep));
            }
        }

        return index;
    }

    private static int ReadRadioSensors(in TextFields fields, int index, DeviceReport report)
    {
        const int WithHumidity = 2;
        if (TextValue.Whole(fields[index++]) is not ({ } count and <= MaxDevices))
        {
            return -1;
        }

        for (var i = 0; i < count && index + 2 < fields.End; i++)
        {
            var kind = TextValue.Whole(fields[index + 1]);
            AddPointValue(fields[index + 2], FirstRadioSensor + i, SensorKind.Temperature, report);
            index += 3;
            if (kind == WithHumidity)
            {
                AddPointValue(fields[index++], FirstRadioSensor + i, SensorKind.Humidity, report);
            }
        }

        return index;
    }

    private static void AddPointValue(ReadOnlySpan<byte> field, int sensor, SensorKind kind, DeviceReport report)
    {
        if (TextValue.PointNumber(field) is { } value)
        {
            report.TryAddReading(new SensorReading((byte)sensor, kind, value));
        }
    }
}
