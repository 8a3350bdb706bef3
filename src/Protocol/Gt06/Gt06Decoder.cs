using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>
/// Which message a frame is. Where models gave one number several meanings, the length field tells them apart.
/// </summary>
internal static class Gt06Decoder
{
    private const int MaxStatusLength = 0x18;
    private const int SmallLocation = 0x2E;
    private const int WiredLocation = 0x40;
    private const int CellsOfX1 = 0x37;
    private const int MinManyCells = 0x17;
    private const int VehicleContent = 48;

    public static Gt06Content Read(scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var wanted = packet.IsLong ? FormOf(in packet) : ShortFormOf(in packet);
        return wanted switch
        {
            Gt06Form.Unkept => Gt06Content.Nothing,
            Gt06Form.Info => Gt06Info.TryRead(in packet, report) ? Gt06Content.Report : Gt06Content.Nothing,
            Gt06Form.Text => Gt06Text.TryRead(in packet, report) ? Gt06Content.Report : Gt06Content.Nothing,
            _ => TryRead(wanted, in packet, report, zoneMinutes) ? Gt06Content.Report : Gt06Content.Broken,
        };
    }

    /// <summary>What a short frame is.</summary>
    public static Gt06Form ShortFormOf(scoped in Gt06Packet packet) => packet.Type switch
    {
        _ when packet.IsWifi => Gt06Form.Wifi,
        Gt06Type.Gps or Gt06Type.GpsWideCell or Gt06Type.GpsCell or Gt06Type.GpsCellStatus or Gt06Type.GpsCard
            or Gt06Type.GpsPhone or Gt06Type.GpsCells or Gt06Type.GpsCellUpload or Gt06Type.GpsCellStatus2
            or Gt06Type.GpsCellFence or Gt06Type.GpsCellUpload2 or Gt06Type.GpsCellUploadAltitude
            or Gt06Type.GpsCellStatus4 or Gt06Type.GpsCellModules or Gt06Type.GpsCell8 or Gt06Type.GpsDriver
            or Gt06Type.GpsLongCell or Gt06Type.GpsLongCellFence => Gt06Form.Location,
        Gt06Type.FenceOrStatus => packet.Length > MaxStatusLength ? Gt06Form.Location : Gt06Form.Heartbeat,
        Gt06Type.Status2 => IsVehicle(in packet) ? Gt06Form.Vehicle : Gt06Form.Heartbeat,
        Gt06Type.Status or Gt06Type.Heartbeat or Gt06Type.Ping => Gt06Form.Heartbeat,
        Gt06Type.Cells3 when packet.Length == SmallLocation => Gt06Form.Small,
        Gt06Type.LongCellsWifi when packet.Length == WiredLocation => Gt06Form.Wired,
        Gt06Type.GpsX1 when packet.Length != CellsOfX1 => Gt06Form.X1,
        Gt06Type.GpsX1 or Gt06Type.Cells1 or Gt06Type.Cells2 or Gt06Type.Cells3 or Gt06Type.CellExtension
            or Gt06Type.CellsWifi or Gt06Type.CellsWifi5 or Gt06Type.LongCells or Gt06Type.LongCellsWifi
            => Gt06Form.Cells,
        Gt06Type.CellStatus => packet.Length < MinManyCells ? Gt06Form.CellStatus : Gt06Form.Unkept,
        Gt06Type.LongCellAlarm => Gt06Form.CellStatus,
        Gt06Type.WifiCounted => Gt06Form.Wifi,
        Gt06Type.Event => Gt06Form.Event,
        Gt06Type.Info => Gt06Form.Supply,
        _ => Gt06Form.Unkept,
    };

    private static Gt06Form FormOf(scoped in Gt06Packet packet) => packet.Type switch
    {
        Gt06Type.Info => Gt06Form.Info,
        Gt06Type.LongText => Gt06Form.Text,
        Gt06Type.LongGps or Gt06Type.LongAlarm => Gt06Form.LongGps,
        Gt06Type.LongObd => Gt06Form.Obd,
        Gt06Type.LongPeripheral => Gt06Form.Peripheral,
        Gt06Type.LongModules => Gt06Form.Modules,
        _ => Gt06Form.Unkept,
    };

    private static bool TryRead(
        Gt06Form form, scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes) => form switch
        {
            Gt06Form.Location => Gt06Location.Read(in packet, report, zoneMinutes),
            Gt06Form.X1 => Gt06Location.ReadX1(in packet, report, zoneMinutes),
            Gt06Form.Small => Gt06Location.ReadSmall(in packet, report, zoneMinutes),
            Gt06Form.Vehicle => Gt06Location.ReadVehicle(in packet, report, zoneMinutes),
            Gt06Form.Wired => Gt06Location.ReadWired(in packet, report, zoneMinutes),
            Gt06Form.Heartbeat => Gt06Heartbeat.Read(in packet, report),
            Gt06Form.CellStatus => ReadCellStatus(in packet, report),
            Gt06Form.Cells or Gt06Form.Wifi => ReadTime(form, in packet, report, zoneMinutes),
            Gt06Form.Event => Gt06Event.Read(in packet, report, zoneMinutes),
            Gt06Form.Supply => Gt06Info.ReadShort(in packet, report),
            Gt06Form.LongGps => Gt06Long.ReadGps(in packet, report, zoneMinutes),
            Gt06Form.Obd => Gt06Long.ReadObd(in packet, report, zoneMinutes),
            Gt06Form.Peripheral => Gt06Long.ReadPeripheral(in packet, report),
            _ => Gt06Modules.Read(in packet, report),
        };

    /// <summary>0x36 with a GPS block: a date and the block's length of 12 or more, where a status has neither.</summary>
    private static bool IsVehicle(scoped in Gt06Packet packet)
    {
        var reader = new Gt06Reader(packet.Content);
        return packet.Content.Length == VehicleContent
            && Gt06Time.Read(ref reader, 0).HasValue
            && reader.ReadByte() >> 4 >= 12;
    }

    /// <summary>A cell, then a status; no time.</summary>
    private static bool ReadCellStatus(scoped in Gt06Packet packet, DeviceReport report)
    {
        var reader = new Gt06Reader(packet.Content);
        var cell = packet.Type == Gt06Type.LongCellAlarm ? new Gt06Cell(4, 8) : Gt06Cell.Usual;
        cell.Skip(ref reader);
        Gt06Status.Read(ref reader, report);
        return !reader.Failed;
    }

    /// <summary>Cells and stations are not kept; that the device was there at that time is.</summary>
    private static bool ReadTime(
        Gt06Form form, scoped in Gt06Packet packet, DeviceReport report, int zoneMinutes)
    {
        var reader = new Gt06Reader(packet.IsWifi ? packet.Rest : packet.Content);
        report.DeviceTimeMs = form == Gt06Form.Cells
            ? Gt06Time.Read(ref reader, zoneMinutes)
            : Gt06Time.ReadDecimal(ref reader);
        return !reader.Failed;
    }
}
