namespace Gateway.Protocol.Galileosky;

/// <summary>Tags with a meaning for a report, and how long the data of every tag is.</summary>
internal static class GalileoskyTag
{
    public const byte Imei = 0x03;
    public const byte RecordNumber = 0x10;
    public const byte Time = 0x20;
    public const byte Milliseconds = 0x21;
    public const byte Coordinates = 0x30;
    public const byte Motion = 0x33;
    public const byte Height = 0x34;
    public const byte Hdop = 0x35;
    public const byte Status = 0x40;
    public const byte ExternalVoltage = 0x41;
    public const byte BatteryVoltage = 0x42;
    public const byte DeviceTemperature = 0x43;
    public const byte Outputs = 0x45;
    public const byte Inputs = 0x46;
    public const byte FirstAnalogInput = 0x50;
    public const byte LastAnalogInput = 0x57;
    public const byte FirstThermometer = 0x70;
    public const byte LastThermometer = 0x77;
    public const byte FirstHygrometer = 0x80;
    public const byte LastHygrometer = 0x87;
    public const byte IButton = 0x90;
    public const byte CanEngine = 0xC1;
    public const byte Mileage = 0xD4;
    public const byte CommandNumber = 0xE0;
    public const byte CommandText = 0xE1;
    public const byte UserArray = 0xEA;
    public const byte Extended = 0xFE;

    /// <summary>Bytes of an IMEI.</summary>
    public const int ImeiLength = 15;

    /// <summary>Length of the data at the start of <paramref name="rest"/>; -1 where the tag is not known, or more is needed.</summary>
    public static int DataLength(byte tag, ReadOnlySpan<byte> rest)
    {
        var length = tag switch
        {
            CommandText or UserArray => rest.IsEmpty ? -1 : 1 + rest[0],
            Extended => rest.Length < 2 ? -1 : 2 + (rest[0] | (rest[1] << 8)),
            _ => FixedLength(tag),
        };
        return length <= rest.Length ? length : -1;
    }

    private static int FixedLength(byte tag) => tag switch
    {
        Imei => ImeiLength,
        Coordinates => 9,
        0x5B => 7,
        0x5C => 68,
        0x01 or 0x02 or Hdop or DeviceTemperature or (>= 0x88 and <= 0x8C) => 1,
        (>= 0xA0 and <= 0xAF) or (>= 0xC4 and <= 0xD2) or 0xD5 => 1,
        0x04 or RecordNumber or Milliseconds or Height or (>= 0x40 and <= 0x42) or 0x45 or 0x46 or 0x48 => 2,
        (>= 0x50 and <= 0x59) or (>= 0x60 and <= 0x62) or (>= 0x70 and <= 0x7D) => 2,
        (>= 0xB0 and <= 0xB9) or (>= 0xD6 and <= 0xDA) => 2,
        0x5D or (>= 0x63 and <= 0x6F) or (>= FirstHygrometer and <= LastHygrometer) => 3,
        Time or Motion or 0x44 or 0x47 or 0x5A or IButton or (>= 0xC0 and <= 0xC3) or 0xD3 or Mileage => 4,
        (>= 0xDB and <= 0xDF) or CommandNumber or (>= 0xE2 and <= 0xE9) or (>= 0xF0 and <= 0xF9) => 4,
        _ => -1,
    };
}
