namespace Gateway.Protocol.Gt06;

/// <summary>
/// Protocol numbers. The same number means other things in long frames, and on some models; those have a name of their
/// own.
/// </summary>
internal static class Gt06Type
{
    public const byte Login = 0x01;
    public const byte Ping = 0x08;
    public const byte Gps = 0x10;
    public const byte GpsWideCell = 0x11;
    public const byte GpsCell = 0x12;
    public const byte Status = 0x13;
    public const byte GpsCellStatus = 0x16;

    /// <summary>Location with a driver's card; with a short length field, a list of Wi-Fi stations instead.</summary>
    public const byte GpsCard = 0x17;
    public const byte CellExtension = 0x18;
    public const byte CellStatus = 0x19;
    public const byte GpsPhone = 0x1A;
    public const byte GpsCells = 0x1E;
    public const byte GpsCellUpload = 0x22;
    public const byte Heartbeat = 0x23;
    public const byte Cells3 = 0x24;
    public const byte GpsCellStatus2 = 0x26;
    public const byte GpsCellFence = 0x27;
    public const byte Cells1 = 0x28;
    public const byte AddressRequest = 0x2A;
    public const byte CellsWifi = 0x2C;
    public const byte GpsCellUpload2 = 0x2D;
    public const byte Cells2 = 0x2E;
    public const byte GpsCellUploadAltitude = 0x31;
    public const byte GpsCellStatus4 = 0x32;
    public const byte CellsWifi5 = 0x33;
    public const byte GpsX1 = 0x34;
    public const byte PhotoInfo = 0x35;
    public const byte Status2 = 0x36;
    public const byte GpsCellModules = 0x37;
    public const byte GpsCell8 = 0x38;
    public const byte GpsDriver = 0x61;
    public const byte Wifi = 0x69;
    public const byte Command0 = 0x80;
    public const byte Command2 = 0x82;
    public const byte TimeRequest = 0x8A;
    public const byte Info = 0x94;
    public const byte Event = 0x95;
    public const byte AddressAnswer = 0x97;
    public const byte GpsLongCell = 0xA0;
    public const byte LongCells = 0xA1;
    public const byte LongCellsWifi = 0xA2;
    public const byte FenceOrStatus = 0xA3;
    public const byte GpsLongCellFence = 0xA4;
    public const byte LongCellAlarm = 0xA5;
    public const byte WifiCounted = 0xF3;

    public const byte LongText = 0x21;
    public const byte LongGps = 0x32;
    public const byte LongAlarm = 0x33;
    public const byte LongPhotoData = 0x36;
    public const byte LongMedia = 0x41;
    public const byte LongModules = 0x70;
    public const byte LongObd = 0x8C;
    public const byte LongPeripheral = 0xF2;
}
