namespace Gateway.Protocol.Queclink;

/// <summary>
/// The numbers under which values without a field are kept. The protocol numbers nothing itself: those of CAN values are
/// the bits of the CAN report mask; the others are ours. Never reuse one.
/// </summary>
public static class QueclinkIo
{
    /// <summary>CAN report mask, bit 0 is 100.</summary>
    public const ushort FirstCan = 100;

    /// <summary>Fuel level, percent.</summary>
    public const ushort FuelPercent = 200;

    /// <summary>Engine speed, 1/min.</summary>
    public const ushort EngineSpeed = 201;

    /// <summary>Raw value of the digital fuel sensor.</summary>
    public const ushort FuelSensor = 202;

    /// <summary>Duration that ignition events tell, seconds: off before on, on before off.</summary>
    public const ushort IgnitionSeconds = 203;

    /// <summary>Whether an id was authorized (0, 1).</summary>
    public const ushort DriverAuthorized = 204;

    /// <summary>Battery of accessory 1 to 32, millivolts.</summary>
    public const ushort FirstAccessoryBattery = 211;
}
