using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>Short messages with a GPS block, and what stands behind it in each.</summary>
internal static class Gt06Location
{
    private static readonly Gt06Cell FourByteCell = new(2, 4);
    private static readonly Gt06Cell LongCell = new(4, 8);

    /// <summary>Length fields that tell the models of a message apart; the document has none of these forms.</summary>
    private const int FuelAndTemperature = 0x2B;

    private const int TaxiCard = 0x29;
    private const int MinDriverCard = 0x71;
    private const int MaskedInputs = 0x21;
    private const int StatusAndPower = 0x24;
    private const int TemperatureAndHumidity = 0x2F;
    private const int WideCellAlarm = 0x26;
    private const int BareCellAlarm = 0x24;

    /// <summary>The alarm code of a card that was read (VL103 and its like).</summary>
    private const byte CardRead = 0xE8;

    public static bool Read(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        // Some clones send a location without serial number and checksum, for which the lenient policy is there.
        var isBare = !packet.IsWhole && packet.Content.Length < Gt06Position.Length;
        var reader = new Gt06Reader(isBare ? packet.Rest : packet.Content);
        if (packet.Type == Gt06Type.GpsDriver)
        {
            // The IMEI, again.
            reader.Skip(sizeof(ulong));
        }

        Gt06Position.Read(ref reader, report, zoneMinutes);
        switch (packet.Type)
        {
            case Gt06Type.GpsWideCell:
                new Gt06Cell(2, 4, WideOperator: true).Skip(ref reader);
                break;
            case Gt06Type.GpsCell:
                Gt06Cell.Usual.Skip(ref reader);
                ReadExtras(ref reader, report, packet.Length);
                break;
            case Gt06Type.GpsCellUpload when packet.Length == TemperatureAndHumidity:
                ReadTrailer(ref reader, report);
                return !reader.Failed;
            case Gt06Type.GpsCellUpload or Gt06Type.GpsCellUpload2 or Gt06Type.GpsCellModules:
                Gt06Cell.Usual.Skip(ref reader);
                ReadUpload(ref reader, report);
                if (packet.Type == Gt06Type.GpsCellModules)
                {
                    ReadModules(ref reader, report);
                }

                break;
            case Gt06Type.GpsCellUploadAltitude:
                new Gt06Cell(2, 8, WideOperator: true).Skip(ref reader);
                ReadUpload(ref reader, report);
                ReadAltitude(ref reader, report);
                return !reader.Failed;
            case Gt06Type.GpsCard:
                Gt06Cell.Usual.Skip(ref reader);
                if (reader.Left >= sizeof(ulong))
                {
                    Gt06Driver.SetHex(report, reader.Take(sizeof(ulong)));
                }

                return !reader.Failed;
            case Gt06Type.GpsDriver:
                FourByteCell.Skip(ref reader);
                if (reader.Left >= 6)
                {
                    Gt06Driver.SetNumber(report, reader.ReadUInt48());
                }

                return !reader.Failed;
            case Gt06Type.GpsLongCell:
                LongCell.Skip(ref reader);
                break;
            case Gt06Type.Gps or Gt06Type.GpsPhone or Gt06Type.GpsCells or Gt06Type.GpsCell8 or Gt06Type.FenceOrStatus:
                return !reader.Failed;
            default:
                ReadStatus(in packet, ref reader, report);
                break;
        }

        ReadTail(ref reader, report);
        return !reader.Failed;
    }

    /// <summary>0x34 of X1 models: data word, GPS block, and the vehicle's values.</summary>
    public static bool ReadX1(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var reader = new Gt06Reader(packet.Content);
        reader.Skip(sizeof(uint));
        Gt06Position.Read(ref reader, report, zoneMinutes);
        reader.Skip(sizeof(ushort));
        report.OdometerMeters = reader.ReadUInt32();
        FourByteCell.Skip(ref reader);
        var driver = reader.ReadUInt32();
        if (driver != 0)
        {
            Gt06Driver.SetNumber(report, driver);
        }

        report.BatteryVolts = Gt06Status.Volts(reader.ReadUInt16());
        report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
        var ports = reader.ReadUInt32();
        report.DigitalInputs = reader.ReadByte();
        report.DigitalOutputs = reader.ReadByte();
        for (var input = 1; input <= (int)((ports >> 20) & 0x0F) && reader.Left >= sizeof(ushort); input++)
        {
            report.TryAddReading(
                new SensorReading((byte)input, SensorKind.AnalogVolts, Gt06Status.Volts(reader.ReadUInt16())));
        }

        return !reader.Failed;
    }

    /// <summary>0x24 of small models: GPS block, cell, ACC, supply, battery.</summary>
    public static bool ReadSmall(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var reader = new Gt06Reader(packet.Content);
        Gt06Position.Read(ref reader, report, zoneMinutes);
        Gt06Cell.Usual.Skip(ref reader);
        report.Ignition = reader.ReadByte() > 0;
        report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
        report.BatteryVolts = Gt06Status.Volts(reader.ReadUInt16());
        return !reader.Failed;
    }

    /// <summary>0x36 of newer models: GPS block, cell, upload, odometer, supply, battery, engine minutes.</summary>
    public static bool ReadVehicle(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var reader = new Gt06Reader(packet.Content);
        Gt06Position.Read(ref reader, report, zoneMinutes);
        FourByteCell.Skip(ref reader);
        ReadUpload(ref reader, report);
        report.OdometerMeters = reader.ReadUInt32();
        report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
        report.BatteryVolts = reader.ReadByte() / 10.0;
        report.EngineSeconds = reader.ReadUInt24() * 60.0;
        return !reader.Failed;
    }

    /// <summary>0xA2 of wired 4G models: GPS block, cell, status, supply, alarm, odometer, engine seconds, inputs.</summary>
    public static bool ReadWired(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var reader = new Gt06Reader(packet.Content);
        Gt06Position.Read(ref reader, report, zoneMinutes);
        LongCell.Skip(ref reader);
        reader.Skip(1);
        Gt06Status.ReadTerminal(ref reader, report);
        report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
        Gt06Status.SetBattery(report, reader.ReadByte());
        report.GsmSignal = reader.ReadByte();
        Gt06Status.SetAlarm(report, reader.ReadByte());
        reader.Skip(1);
        report.OdometerMeters = reader.ReadUInt32();
        report.EngineSeconds = reader.ReadUInt32();
        reader.Skip(sizeof(ulong));
        report.DigitalInputs = reader.ReadUInt16();
        return !reader.Failed;
    }

    /// <summary>What models put behind the cell of 0x12.</summary>
    private static void ReadExtras(ref Gt06Reader reader, DeviceReport report, int length)
    {
        switch (length)
        {
            case StatusAndPower when reader.Left >= 4:
                Gt06Status.ReadTerminal(ref reader, report);
                report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
                report.GsmSignal = reader.ReadByte();
                break;
            case FuelAndTemperature when reader.Left >= 12:
                Gt06Status.ReadTerminal(ref reader, report);
                report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
                report.GsmSignal = reader.ReadByte();
                Gt06Status.SetAlarm(report, reader.ReadByte());
                report.TryAddIoValue(new IoValue(Gt06Value.Fuel, reader.ReadUInt16()));
                var temperature = reader.ReadByte();
                AddTemperature(report, (temperature & 0x80) != 0 ? -(temperature & 0x7F) : temperature);
                report.OdometerMeters = reader.ReadUInt32() * 10.0;
                break;
            case MaskedInputs when reader.Left == sizeof(ushort):
                ReadMask(reader.ReadUInt16(), report);
                break;
            case TaxiCard or >= MinDriverCard when reader.Left > 5:
                report.OdometerMeters = reader.ReadUInt32();
                var textLength = reader.ReadByte();
                Gt06Driver.SetText(report, reader.Take(Math.Min(textLength, reader.Left)));
                reader.Skip(reader.Left);
                break;
        }
    }

    /// <summary>A word of inputs: 15 ACC, 14 input 2; with bit 12 nine bits of temperature and its sign.</summary>
    private static void ReadMask(ushort mask, DeviceReport report)
    {
        report.Ignition = (mask & (1 << 15)) != 0;
        report.DigitalInputs = (uint)((mask >> 14) & 1) << 1;
        if ((mask & (1 << 12)) != 0)
        {
            var magnitude = mask & 0x01FF;
            AddTemperature(report, (mask & (1 << 9)) != 0 ? -magnitude : magnitude);
        }
        else
        {
            var level = mask & 0x03FF;
            var volts = (mask & (1 << 13)) != 0 ? level : level / 10.0;
            report.TryAddReading(new SensorReading(1, SensorKind.AnalogVolts, volts));
        }
    }

    /// <summary>Trailers: upload, odometer, travel time, temperature with a sign bit, humidity; both in hundredths.</summary>
    private static void ReadTrailer(ref Gt06Reader reader, DeviceReport report)
    {
        FourByteCell.Skip(ref reader);
        ReadUpload(ref reader, report);
        report.OdometerMeters = reader.ReadUInt32();
        reader.Skip(sizeof(uint));
        var temperature = reader.ReadUInt16();
        var magnitude = (temperature & 0x7FFF) / 100.0;
        AddTemperature(report, temperature >> 15 != 0 ? -magnitude : magnitude);
        report.TryAddReading(new SensorReading(1, SensorKind.Humidity, reader.ReadUInt16() / 100.0));
    }

    private static void ReadStatus(scoped in Gt06Packet packet, ref Gt06Reader reader, DeviceReport report)
    {
        switch (packet.Type)
        {
            case Gt06Type.GpsCellStatus when packet.Length == BareCellAlarm:
                Gt06Cell.Usual.Skip(ref reader);
                break;
            case Gt06Type.GpsCellStatus when packet.Length == WideCellAlarm:
                // The length before the cell does not count its fourth byte.
                reader.Skip(Math.Min(reader.Left, 1));
                FourByteCell.Skip(ref reader);
                break;
            case Gt06Type.GpsLongCellFence:
                LongCell.SkipCounted(ref reader);
                break;
            default:
                Gt06Cell.Usual.SkipCounted(ref reader);
                break;
        }

        Gt06Status.Read(ref reader, report);

        // The alarm's language.
        reader.Skip(Math.Min(reader.Left, 1));
        if (packet.Type is Gt06Type.GpsCellFence or Gt06Type.GpsLongCellFence && reader.Left > 0)
        {
            report.TryAddIoValue(new IoValue(Gt06Value.Fence, reader.ReadByte()));
        }
        else if (report.EventCode == CardRead && reader.Left >= sizeof(ulong))
        {
            Gt06Driver.SetHex(report, reader.Take(sizeof(ulong)));
        }
        else if (packet.Type == Gt06Type.GpsCellStatus4)
        {
            ReadAltitude(ref reader, report);
        }
    }

    /// <summary>Modules of 0x37: number, length, value.</summary>
    private static void ReadModules(ref Gt06Reader reader, DeviceReport report)
    {
        while (reader.Left >= 3)
        {
            var id = reader.ReadUInt16();
            var value = new Gt06Reader(reader.Take(reader.ReadByte()));
            if (id == 0x0027 && value.Left >= sizeof(ushort))
            {
                report.ExternalVolts = Gt06Status.Volts(value.ReadUInt16());
            }
            else if (id == 0x002E && value.Left >= sizeof(uint))
            {
                report.OdometerMeters = value.ReadUInt32();
            }
        }
    }

    /// <summary>ACC, why it was sent, and whether it was stored, at the end of many messages; or an odometer; or both.</summary>
    private static void ReadTail(ref Gt06Reader reader, DeviceReport report)
    {
        if (reader.Left is 3 or 7)
        {
            ReadUpload(ref reader, report);
        }

        if (reader.Left == sizeof(uint))
        {
            report.OdometerMeters = reader.ReadUInt32();
        }
    }

    private static void ReadUpload(ref Gt06Reader reader, DeviceReport report)
    {
        if (reader.Left >= 3)
        {
            report.Ignition = reader.ReadByte() > 0;
            report.TryAddIoValue(new IoValue(Gt06Value.UploadMode, reader.ReadByte()));
            report.TryAddIoValue(new IoValue(Gt06Value.Stored, reader.ReadByte()));
        }
    }

    private static void ReadAltitude(ref Gt06Reader reader, DeviceReport report)
    {
        if (reader.Left >= sizeof(short))
        {
            var altitude = reader.ReadInt16();
            report.AltitudeMeters = report.HasFix ? altitude : null;
        }
    }

    private static void AddTemperature(DeviceReport report, double celsius) =>
        report.TryAddReading(new SensorReading(1, SensorKind.Temperature, celsius));
}
