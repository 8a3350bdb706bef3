using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// +RESP:GTINF: motion state, ICCID, signal, its quality, external supply, its voltage (portable models: the odometer), a
/// second voltage or a reserved field, battery. A state of the device, not a heartbeat.
/// </summary>
internal static class InformationReport
{
    private const int State = 1;
    private const int Signal = 3;
    private const int Supply = 6;
    private const int Battery = 8;

    /// <summary>CSQ has 0 to 31; 99 is not known.</summary>
    private const int MaxSignal = 31;

    private const int BluetoothAddressLength = 12;

    public static void Read(in TextFields fields, int name, DeviceReport report)
    {
        MotionState.Apply(TextValue.Hex(fields[name + State], 2) ?? 0, report);
        report.GsmSignal = TextValue.Whole(fields[name + Signal]) is { } signal and <= MaxSignal ? signal : null;

        // Some models put a sensor's address, temperature and humidity before the voltage.
        var supply = name + Supply;
        if (fields[supply].Length >= BluetoothAddressLength)
        {
            supply += 3;
        }

        if (TextValue.PointNumber(fields[supply]) is { } kilometers)
        {
            report.OdometerMeters = kilometers * 1000;
        }
        else
        {
            report.ExternalVolts = TextValue.Volts(fields[supply]);
        }

        report.BatteryVolts = TextValue.PointNumber(fields[supply + Battery - Supply]);
    }
}
