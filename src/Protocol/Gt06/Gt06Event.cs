using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>0x95, events of cameras: a time, in most models a place, a code, and the names of files (not kept).</summary>
internal static class Gt06Event
{
    /// <summary>Time and code alone.</summary>
    private const int ShortLength = 7;

    public static bool Read(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var reader = new Gt06Reader(packet.Content);
        var isNew = packet.Content.StartsWith<byte>([0xFF, 0xFF]);
        if (isNew)
        {
            reader.Skip(3);
        }

        report.DeviceTimeMs = Gt06Time.Read(ref reader, zoneMinutes);
        if (packet.Content.Length <= ShortLength)
        {
            SetCode(report, reader.ReadByte(), isShort: true);
            return !reader.Failed;
        }

        int? speed = null;
        if (isNew)
        {
            report.Satellites = reader.ReadByte() & 0x0F;
        }

        var latitude = reader.ReadUInt32();
        var longitude = reader.ReadUInt32();
        var flags = reader.ReadUInt16();
        if (isNew)
        {
            speed = reader.ReadUInt16();
        }

        Gt06Position.Set(report, latitude, longitude, flags, speed);
        if (isNew)
        {
            report.ExternalVolts = reader.ReadUInt16() / 10.0;
        }

        SetCode(report, reader.ReadByte(), isShort: false);
        if (reader.Left >= sizeof(ushort))
        {
            report.TryAddIoValue(new IoValue(Gt06Value.EventData, reader.ReadUInt16()));
        }

        return !reader.Failed;
    }

    private static void SetCode(DeviceReport report, byte code, bool isShort)
    {
        report.EventCode = code;

        // Without a place, 1 is any alarm.
        report.Alarms |= isShort && code == 1 ? DeviceAlarms.Other : Gt06Alarms.OfEvent(code);
    }
}
