using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>Status and heartbeat fields.</summary>
internal static class Gt06Status
{
    private const int Acc = 1 << 1;

    /// <summary>The steps of the battery level in most models.</summary>
    private const int BatterySteps = 6;

    private const double CentivoltsPerVolt = 100.0;

    /// <summary>The status byte: bit 1 is ACC, bits 3 to 5 an alarm.</summary>
    public static void ReadTerminal(ref Gt06Reader reader, DeviceReport report)
    {
        var status = reader.ReadByte();
        report.Ignition = (status & Acc) != 0;
        report.Alarms |= Gt06Alarms.OfStatus(status);
        report.TryAddIoValue(new IoValue(Gt06Value.TerminalStatus, status));
    }

    /// <summary>Status, battery level, signal, alarm, language; what is missing at the end is not known.</summary>
    /// <param name="reader">Stands at the status byte.</param>
    /// <param name="report">Gets the values.</param>
    /// <param name="hasAlarm">Whether an alarm code follows the signal.</param>
    public static void Read(ref Gt06Reader reader, DeviceReport report, bool hasAlarm = true)
    {
        if (reader.Left == 0)
        {
            return;
        }

        ReadTerminal(ref reader, report);
        if (reader.Left > 0)
        {
            SetBattery(report, reader.ReadByte());
        }

        if (reader.Left > 0)
        {
            report.GsmSignal = reader.ReadByte();
        }

        if (hasAlarm && reader.Left > 0)
        {
            SetAlarm(report, reader.ReadByte());
        }
    }

    public static void SetAlarm(DeviceReport report, byte code)
    {
        report.Alarms |= Gt06Alarms.OfCode(code);
        report.EventCode = code == 0 ? null : code;
    }

    /// <summary>0 to 6 are steps; newer models send percent, which below 7 can't be told apart.</summary>
    public static void SetBattery(DeviceReport report, byte level)
    {
        if (level <= 100)
        {
            report.BatteryPercent = level <= BatterySteps ? level * 100 / BatterySteps : level;
        }
    }

    public static double Volts(ushort hundredths) => hundredths / CentivoltsPerVolt;
}
