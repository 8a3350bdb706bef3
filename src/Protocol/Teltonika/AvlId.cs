namespace Gateway.Protocol.Teltonika;

/// <summary>
/// AVL ids that have a field in a report, by the vendor's lists "FMB120 Teltonika Data Sending Parameters ID" and
/// "FMB640 AVL ID". The size that belongs to each is in the README of this folder.
/// </summary>
internal static class AvlId
{
    public const ushort DigitalInput1 = 1;
    public const ushort DigitalInput4 = 4;
    public const ushort AnalogInput2OfFmb = 6;
    public const ushort AnalogInput1 = 9;
    public const ushort AnalogInput2 = 10;
    public const ushort AnalogInput3 = 11;
    public const ushort TotalOdometer = 16;
    public const ushort AxisX = 17;
    public const ushort AxisZ = 19;
    public const ushort GsmSignal = 21;
    public const ushort BleTemperature1 = 25;
    public const ushort BleTemperature4 = 28;
    public const ushort DigitalOutput3 = 50;
    public const ushort DigitalOutput4 = 51;
    public const ushort ExternalVoltage = 66;
    public const ushort BatteryVoltage = 67;
    public const ushort DallasTemperature1 = 72;
    public const ushort DallasTemperature4 = 75;
    public const ushort IButton = 78;
    public const ushort BleHumidity1 = 86;
    public const ushort BleHumidity2 = 104;
    public const ushort BleHumidity3 = 106;
    public const ushort BleHumidity4 = 108;
    public const ushort BatteryLevel = 113;
    public const ushort GeofenceZone1 = 155;
    public const ushort GeofenceZone5 = 159;
    public const ushort AutoGeofence = 175;
    public const ushort DigitalOutput1 = 179;
    public const ushort DigitalOutput2 = 180;
    public const ushort Hdop = 182;
    public const ushort DriverCardHigh = 195;
    public const ushort DriverCardLow = 196;
    public const ushort Rfid = 207;
    public const ushort Alarm = 236;
    public const ushort Ignition = 239;
    public const ushort Movement = 240;
    public const ushort AnalogInput4 = 245;
    public const ushort Towing = 246;
    public const ushort Crash = 247;
    public const ushort Jamming = 249;
    public const ushort Idling = 251;
    public const ushort Unplug = 252;
    public const ushort GreenDrivingType = 253;
    public const ushort Overspeeding = 255;
    public const ushort Vin = 256;
    public const ushort GnssJamming = 318;
    public const ushort CanVin = 325;
    public const ushort IgnitionOnCounter = 449;
    public const ushort EyeTemperature1 = 10800;
    public const ushort EyeTemperature4 = 10803;
    public const ushort EyeHumidity1 = 10804;
    public const ushort EyeHumidity4 = 10807;

    /// <summary>Sensor numbers in reports: Dallas 1 to 4, BLE 11 to 14, EYE 21 to 24.</summary>
    public const int FirstBleSensor = 11;

    /// <inheritdoc cref="FirstBleSensor"/>
    public const int FirstEyeSensor = 21;

    public static int BleSensorOfHumidity(ushort id) => FirstBleSensor + id switch
    {
        BleHumidity1 => 0,
        BleHumidity2 => 1,
        BleHumidity3 => 2,
        _ => 3,
    };
}
