using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>Messages of long frames that have a time or a place.</summary>
internal static class Gt06Long
{
    private static readonly Gt06Cell Cell = Gt06Cell.Usual;

    /// <summary>0x32 and 0x33: time, counted GPS block, counted cell and signal, cells, Wi-Fi, status.</summary>
    public static bool ReadGps(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var reader = new Gt06Reader(packet.Content);
        report.DeviceTimeMs = Gt06Time.Read(ref reader, zoneMinutes);
        if (reader.ReadByte() > 0)
        {
            Gt06Position.ReadFix(ref reader, report);
        }

        if (reader.Left > 0 && reader.Rest[0] == 0)
        {
            reader.Skip(1);
        }
        else
        {
            Cell.SkipCounted(ref reader);
            if (reader.Left > 0)
            {
                report.GsmSignal = reader.ReadByte();
            }
        }

        for (var list = 0; list < 2 && reader.Left > 0; list++)
        {
            var length = reader.ReadByte();
            reader.Skip(Math.Min(length, reader.Left));
        }

        if (reader.Left > 0)
        {
            var status = reader.ReadByte();
            report.TryAddIoValue(new IoValue(Gt06Value.TerminalStatus, status));
            if (packet.Type == Gt06Type.LongAlarm)
            {
                report.EventCode = status;
                report.Alarms |= Gt06Alarms.OfLongAlarm(status);
            }
        }

        return !reader.Failed;
    }

    /// <summary>0x8C, an OBD reader: time, ACC, and a text of values (not kept: their scales are the reader's).</summary>
    public static bool ReadObd(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var reader = new Gt06Reader(packet.Content);
        report.DeviceTimeMs = Gt06Time.Read(ref reader, zoneMinutes);
        report.Ignition = reader.ReadByte() > 0;
        return !reader.Failed;
    }

    /// <summary>0xF2, a peripheral: its time, and values by model (not kept).</summary>
    public static bool ReadPeripheral(scoped in Gt06Packet packet, DeviceReport report)
    {
        var reader = new Gt06Reader(packet.Content);
        report.DeviceTimeMs = Gt06Time.FromUnix(reader.ReadUInt32());
        return !reader.Failed;
    }
}
