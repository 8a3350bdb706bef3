using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>0x70: modules of a number, a length and a value, in any order. Unknown ones are gone over.</summary>
internal static class Gt06Modules
{
    /// <summary>A tag's readings stand beside the device's own ones.</summary>
    private const byte TagSensor = 11;

    public static bool Read(scoped in Gt06Packet packet, DeviceReport report)
    {
        const int HeadLength = 2 * sizeof(ushort);
        var reader = new Gt06Reader(packet.Content);
        while (reader.Left >= HeadLength && !reader.Failed)
        {
            var id = reader.ReadUInt16();
            var value = new Gt06Reader(reader.Take(reader.ReadUInt16()));
            if (value.Left > 0)
            {
                ReadModule(id, value, report);
            }
        }

        return !reader.Failed;
    }

    private static void ReadModule(ushort id, Gt06Reader value, DeviceReport report)
    {
        switch (id)
        {
            case 0x09:
                report.Satellites ??= value.ReadByte();
                break;
            case 0x18 when value.Left >= sizeof(ushort):
                report.BatteryVolts = Gt06Status.Volts(value.ReadUInt16());
                break;
            case 0x28:
                var hdop = value.ReadByte();
                report.Hdop = hdop == 0 ? null : hdop / 10.0;
                break;
            case 0x2A:
                report.TryAddIoValue(new IoValue(Gt06Value.Door, value.ReadByte()));
                break;
            case 0x2B:
                report.EventCode = value.ReadByte();
                report.Alarms |= Gt06Alarms.OfModule((byte)report.EventCode);
                break;
            case 0x2C when value.Left >= sizeof(uint):
                report.DeviceTimeMs ??= Gt06Time.FromUnix(value.ReadUInt32());
                break;
            case 0x2E when value.Left >= sizeof(uint):
                report.OdometerMeters = value.ReadUInt32LittleEndian();
                break;
            case 0x33 when value.Left >= 18:
                ReadGps(value, report);
                break;
            case 0x34:
                report.EventCode = value.ReadByte();
                break;
            case 0x7F when value.Left >= 14:
                ReadTag(value, report);
                break;
        }
    }

    /// <summary>Time, satellites, altitude, latitude, longitude, speed, course.</summary>
    private static void ReadGps(Gt06Reader value, DeviceReport report)
    {
        report.DeviceTimeMs = Gt06Time.FromUnix(value.ReadUInt32());
        report.Satellites = value.ReadByte();
        var altitude = value.ReadInt16();
        var latitude = value.ReadUInt32();
        var longitude = value.ReadUInt32();
        var speed = value.ReadByte();
        Gt06Position.Set(report, latitude, longitude, value.ReadUInt16(), speed);
        report.AltitudeMeters = report.HasFix ? altitude : null;
    }

    /// <summary>A tag: address, battery and its percentage, temperature and humidity in tenths, state.</summary>
    private static void ReadTag(Gt06Reader value, DeviceReport report)
    {
        const short None = short.MaxValue;
        value.Skip(9);
        var temperature = value.ReadInt16();
        var humidity = value.ReadInt16();
        if (temperature != None)
        {
            report.TryAddReading(new SensorReading(TagSensor, SensorKind.Temperature, temperature / 10.0));
        }

        if (humidity is >= 0 and <= 1000)
        {
            report.TryAddReading(new SensorReading(TagSensor, SensorKind.Humidity, humidity / 10.0));
        }
    }
}
