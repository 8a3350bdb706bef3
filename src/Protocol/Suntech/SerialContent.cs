using Gateway.Protocol.Reports;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Suntech;

/// <summary>
/// What is understood of an external device's data: GTSL (fields by bars, the fifth is the driver's tag), and fuel sensors
/// (<c>t_0=13;N_0=089D.0;t_1=…</c>: temperature and level of each, hexadecimal).
/// </summary>
internal static class SerialContent
{
    /// <summary>Fuel levels are kept from this number on, by sensor.</summary>
    public const ushort FirstFuelLevel = 256;

    private const int PairHeadLength = 4;

    public static void Read(ReadOnlySpan<byte> data, DeviceReport report)
    {
        data = data.TrimEnd("\r\n"u8);
        if (data.StartsWith("GTSL|"u8))
        {
            var fields = new FieldReader(data, (byte)'|');
            fields.Skip(4);
            DriverId.Report(fields.Read(), report);
            return;
        }

        var pairs = new FieldReader(data, (byte)';');
        while (pairs.TryRead(out var pair))
        {
            if (pair.Length > PairHeadLength && pair[1] == '_' && pair[3] == '=' && char.IsAsciiDigit((char)pair[2]))
            {
                ReadPair(pair[0], pair[2] - '0', pair[PairHeadLength..], report);
            }
        }
    }

    private static void ReadPair(byte name, int sensor, ReadOnlySpan<byte> value, DeviceReport report)
    {
        var point = value.IndexOf((byte)'.');
        if (FieldNumber.Hex(point < 0 ? value : value[..point]) is not { } number)
        {
            return;
        }

        if (name == 't' && number <= byte.MaxValue)
        {
            report.TryAddReading(new SensorReading((byte)sensor, SensorKind.Temperature, (sbyte)number));
        }
        else if (name == 'N')
        {
            report.TryAddIoValue(new IoValue((ushort)(FirstFuelLevel + sensor), number));
        }
    }
}
