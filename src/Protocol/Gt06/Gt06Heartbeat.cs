using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>Messages that say that the device is alive, and how it is.</summary>
internal static class Gt06Heartbeat
{
    /// <summary>Length fields that tell the models of 0x13 and 0xA3 apart.</summary>
    private const int ObdStatus = 0x13;

    private const int WorkingStatus = 0x15;
    private const int StepsStatus = 0x18;

    public static bool Read(scoped in Gt06Packet packet, DeviceReport report)
    {
        var reader = new Gt06Reader(packet.Content);
        report.Kind = ReportKind.Heartbeat;
        switch (packet.Type)
        {
            case Gt06Type.Status when packet.Length == ObdStatus:
                ReadObd(ref reader, report);
                break;
            case Gt06Type.Status when packet.Length == WorkingStatus:
                ReadWorking(ref reader, report);
                break;
            case Gt06Type.Heartbeat:
                ReadVoltage(ref reader, report);
                break;
            case Gt06Type.Status2:
                Gt06Status.Read(ref reader, report);
                reader.Skip(Math.Min(reader.Left, 1));
                ReadModules(ref reader, report);
                break;
            case Gt06Type.FenceOrStatus when packet.Length == StepsStatus:
                ReadSteps(ref reader, report);
                break;
            case Gt06Type.Ping:
                break;
            default:
                Gt06Status.Read(ref reader, report);
                break;
        }

        return !reader.Failed;
    }

    /// <summary>SEEWORLD's status: status, battery level, signal, supply in whole volts, and a byte of unknown meaning.</summary>
    public static Gt06Content ReadSeeworld(scoped in Gt06Packet packet, DeviceReport report)
    {
        var reader = new Gt06Reader(packet.Content);
        report.Kind = ReportKind.Heartbeat;
        Gt06Status.Read(ref reader, report, hasAlarm: false);
        if (reader.Left > 0)
        {
            report.ExternalVolts = reader.ReadByte();
        }

        return reader.Failed ? Gt06Content.Broken : Gt06Content.Report;
    }

    /// <summary>Status, battery voltage, signal.</summary>
    private static void ReadVoltage(ref Gt06Reader reader, DeviceReport report)
    {
        if (reader.Left > 0)
        {
            Gt06Status.ReadTerminal(ref reader, report);
            report.Alarms = DeviceAlarms.None;
        }

        if (reader.Left >= sizeof(ushort))
        {
            report.BatteryVolts = Gt06Status.Volts(reader.ReadUInt16());
        }

        if (reader.Left > 0)
        {
            report.GsmSignal = reader.ReadByte();
        }
    }

    /// <summary>Status, a word of signals, alarm, language, battery, mode, supply, and in mode 4 a temperature.</summary>
    private static void ReadObd(ref Gt06Reader reader, DeviceReport report)
    {
        Gt06Status.ReadTerminal(ref reader, report);
        var signals = reader.ReadUInt16();
        report.Satellites = ((signals >> 10) & 0x1F) + ((signals >> 5) & 0x1F);
        report.GsmSignal = signals & 0x1F;
        Gt06Status.SetAlarm(report, reader.ReadByte());
        reader.Skip(1);
        report.BatteryPercent = reader.ReadByte();
        var mode = reader.ReadByte();
        report.ExternalVolts = Gt06Status.Volts(reader.ReadUInt16());
        reader.Skip(3);
        if (mode == 4)
        {
            AddTemperature(report, reader.ReadInt16() / 10.0);
        }
    }

    /// <summary>A battery tracker's status: no ACC; battery in percent; temperature with a sign bit, set above zero.</summary>
    private static void ReadWorking(ref Gt06Reader reader, DeviceReport report)
    {
        report.TryAddIoValue(new IoValue(Gt06Value.TerminalStatus, reader.ReadByte()));
        reader.Skip(2);
        Gt06Status.SetAlarm(report, reader.ReadByte());
        reader.Skip(1);
        report.BatteryPercent = reader.ReadByte();
        reader.Skip(8);
        var temperature = reader.ReadUInt16();
        var magnitude = (temperature & 0x7FFF) / 10.0;
        AddTemperature(report, temperature >> 15 != 0 ? magnitude : -magnitude);
    }

    /// <summary>A step counter's status.</summary>
    private static void ReadSteps(ref Gt06Reader reader, DeviceReport report)
    {
        Gt06Status.ReadTerminal(ref reader, report);
        reader.Skip(3);
        report.GsmSignal = reader.ReadByte();
        report.ExternalVolts = reader.ReadByte();
        reader.Skip(3);
        report.TryAddIoValue(new IoValue(Gt06Value.Steps, reader.ReadUInt32()));
        report.BatteryPercent = reader.ReadByte();
        reader.Skip(1);
        report.Moving = reader.ReadByte() > 0;
    }

    private static void ReadModules(ref Gt06Reader reader, DeviceReport report)
    {
        while (reader.Left >= 3)
        {
            var id = reader.ReadUInt16();
            var value = new Gt06Reader(reader.Take(reader.ReadByte()));
            switch (id)
            {
                case 0x0018 when value.Left >= sizeof(ushort):
                    report.BatteryVolts = Gt06Status.Volts(value.ReadUInt16());
                    break;
                case 0x006A when value.Left > 0:
                    report.BatteryPercent = value.ReadByte();
                    break;
            }
        }
    }

    private static void AddTemperature(DeviceReport report, double celsius) =>
        report.TryAddReading(new SensorReading(1, SensorKind.Temperature, celsius));
}
