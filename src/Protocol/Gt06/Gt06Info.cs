using System.Buffers.Text;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>0x94, information transmission: a kind, then its value.</summary>
internal static class Gt06Info
{
    private const byte Supply = 0x00;
    private const byte Door = 0x05;
    private const byte FuelSensor = 0x0D;
    private const byte Card = 0x1B;
    private const byte TemperatureAndHumidity = 0x1E;

    /// <summary>Both values are signed tenths in four bytes; beyond this the sensor is not there.</summary>
    private const int MaxTenths = 2000;

    private static ReadOnlySpan<byte> FuelSensorStart => "!AIOIL,"u8;

    /// <summary>The short form has no kind: it is the supply.</summary>
    public static bool ReadShort(scoped in Gt06Packet packet, DeviceReport report)
    {
        var reader = new Gt06Reader(packet.Content);
        report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
        return !reader.Failed;
    }

    /// <summary>The long form; false where there is nothing to keep (SIM numbers, settings, network).</summary>
    public static bool TryRead(scoped in Gt06Packet packet, DeviceReport report)
    {
        var reader = new Gt06Reader(packet.Content);
        switch (reader.ReadByte())
        {
            case Supply when reader.Left >= sizeof(ushort):
                report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
                return true;
            case Door when reader.Left >= 1:
                report.TryAddIoValue(new IoValue(Gt06Value.Door, reader.ReadByte()));
                return true;
            case FuelSensor:
                return TryReadFuelSensor(reader.Rest, report);
            case Card when reader.Left >= 6:
                // A header and a kind, the card, a sum and an end.
                reader.Skip(2);
                Gt06Driver.SetHex(report, reader.Take(sizeof(uint)));
                return true;
            case TemperatureAndHumidity when reader.Left >= 2 * sizeof(int):
                var temperature = reader.ReadInt32();
                var humidity = reader.ReadInt32();
                AddTenths(report, SensorKind.Temperature, temperature, -MaxTenths);
                AddTenths(report, SensorKind.Humidity, humidity, 0);
                return !report.Readings.IsEmpty;
            default:
                return false;
        }
    }

    private static void AddTenths(DeviceReport report, SensorKind kind, int tenths, int min)
    {
        if (tenths >= min && tenths <= MaxTenths)
        {
            report.TryAddReading(new SensorReading(1, kind, tenths / 10.0));
        }
    }

    /// <summary>An ultrasonic fuel sensor's line: address, output, temperature, version, states, level …</summary>
    private static bool TryReadFuelSensor(ReadOnlySpan<byte> text, DeviceReport report)
    {
        // Some models put a time before it.
        var start = text.IndexOf(FuelSensorStart);
        if (start is not (0 or 6))
        {
            return false;
        }

        text = text[(start + FuelSensorStart.Length)..];
        for (var field = 0; field < 2; field++)
        {
            var comma = text.IndexOf((byte)',');
            if (comma < 0)
            {
                return false;
            }

            text = text[(comma + 1)..];
        }

        if (!Utf8Parser.TryParse(text, out decimal celsius, out var used)
            || used == text.Length
            || text[used] != ','
            || Math.Abs(celsius) > MaxTenths / 10)
        {
            return false;
        }

        report.TryAddReading(new SensorReading(1, SensorKind.Temperature, (double)celsius));
        return true;
    }
}
