namespace Gateway.Protocol.Meitrack;

/// <summary>
/// Parameters of CCE records that have a field in a report. Values of text and CCC records that have none are kept under
/// the same numbers. A number means something only in its size.
/// </summary>
internal static class ParameterId
{
    // One byte.
    public const ushort Event = 0x01;
    public const ushort FixStatus = 0x05;
    public const ushort Satellites = 0x06;
    public const ushort GsmSignal = 0x07;
    public const ushort Outputs = 0x14;
    public const ushort Inputs = 0x15;
    public const ushort FuelPercent = 0x9D;
    public const ushort BatteryPercent = 0xFE69;

    // Two bytes.
    public const ushort Speed = 0x08;
    public const ushort Course = 0x09;
    public const ushort Hdop = 0x0A;
    public const ushort Altitude = 0x0B;
    public const ushort AnalogInput1 = 0x16;
    public const ushort AnalogInput3 = 0x18;
    public const ushort Battery = 0x19;
    public const ushort ExternalSupply = 0x1A;
    public const ushort WideEvent = 0x40;
    public const ushort AmbientTemperature = 0x9F;

    // Four bytes.
    public const ushort Latitude = 0x02;
    public const ushort Longitude = 0x03;
    public const ushort Time = 0x04;
    public const ushort Mileage = 0x0C;
    public const ushort RunTime = 0x0D;

    // Four bytes, or any number.
    public const ushort DriverTag = 0x25;

    // Any number of bytes.
    public const ushort TemperatureSensor1 = 0x2A;
    public const ushort TemperatureSensor8 = 0x31;
    public const ushort BluetoothSensor = 0xFE73;
}
