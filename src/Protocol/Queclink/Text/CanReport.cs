using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// +RESP:GTCAN: report type, state of the CAN device, a mask, and a field for each of its bits from 0. Distance and engine
/// time are the vehicle's own counters, not the tracker's; they are kept raw, so that the tracker's odometer stays one
/// series.
/// </summary>
internal static class CanReport
{
    private const int Mask = 3;
    private const int Vin = 0;
    private const int Ignition = 1;

    /// <summary>The last bit whose field is a plain value on all models.</summary>
    private const int LastCommonBit = 13;

    public static void Read(in TextFields fields, int name, DeviceReport report)
    {
        if (TextValue.Hex(fields[name + Mask]) is not { } mask)
        {
            return;
        }

        var index = name + Mask + 1;
        for (var bit = 0; bit <= LastCommonBit && index < fields.End; bit++)
        {
            // Engine speed (bit 5) stands before vehicle speed (bit 4).
            var item = bit switch { 4 => 5, 5 => 4, _ => bit };
            if ((mask & (1u << item)) != 0)
            {
                Take(item, fields[index++], report);
            }
        }
    }

    private static void Take(int item, ReadOnlySpan<byte> field, DeviceReport report)
    {
        if (item == Vin)
        {
            report.Vin.TrySet(field);
            return;
        }

        if (item == Ignition)
        {
            // 0 off, 1 on, 2 engine running.
            report.Ignition = TextValue.Whole(field) is { } key and <= 2 ? key > 0 : null;
            return;
        }

        // Hectometres (H), litres per 100 km or per hour (L/100, L/H), percent (P): values in their unit times 100.
        var digits = field.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digits >= 0 && TextValue.Number(field[(digits > 0 && field[digits - 1] == '-' ? digits - 1 : digits)..]) is { } value)
        {
            report.TryAddIoValue(new IoValue((ushort)(QueclinkIo.FirstCan + item), (long)Math.Round(value * 100)));
        }
    }
}
