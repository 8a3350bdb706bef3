namespace DeviceSimulator.Fleet.Wire;

/// <summary>The AVL ids that the fleet sends, as the FMB family numbers them.</summary>
internal static class AvlId
{
    /// <summary>Metres, 4 bytes.</summary>
    public const ushort TotalOdometer = 16;

    /// <summary>Bars 0 to 5, 1 byte.</summary>
    public const ushort GsmSignal = 21;

    /// <summary>Millivolts, 2 bytes.</summary>
    public const ushort ExternalVoltage = 66;

    /// <summary>Millivolts, 2 bytes.</summary>
    public const ushort BatteryVoltage = 67;

    /// <summary>Tenths of a degree Celsius, 4 bytes, signed.</summary>
    public const ushort DallasTemperature1 = 72;

    /// <summary>iButton ROM code, 8 bytes, family code first.</summary>
    public const ushort IButton = 78;

    /// <summary>Tenths, 2 bytes.</summary>
    public const ushort Hdop = 182;

    /// <summary>0 or 1, 1 byte.</summary>
    public const ushort Ignition = 239;

    /// <summary>0 or 1, 1 byte.</summary>
    public const ushort Movement = 240;
}
