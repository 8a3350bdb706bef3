namespace Gateway.Protocol.Teltonika;

/// <summary>
/// Which raw values are measurements. The vendor's list ("Teltonika Data Sending Parameters ID" of FMB120 and others)
/// puts error codes into the same field; some are values that a sensor could measure, and even so they are errors.
/// </summary>
internal static class AvlRange
{
    /// <summary>
    /// Tenths of a degree, -55 to 125 °C. 850 (sensor not ready; also a DS18B20's power-on value) is in that range,
    /// 2000 (read error), 3000 (not connected), 4000 (id failed) and 5000 (not ready) are beyond.
    /// </summary>
    public static bool IsDallasTemperature(uint raw) => (int)raw is >= -550 and <= 1250 and not 850;

    /// <summary>
    /// Hundredths of a degree, -40 to 125 °C. Errors: 2000 (parsing failed), 3000 (sensor not found), 4000 (abnormal
    /// sensor state), in newer firmware 32765 to 32767.
    /// </summary>
    public static bool IsBleTemperature(ushort raw) =>
        (short)raw is >= -4000 and <= 12500 and not (2000 or 3000 or 4000);

    /// <summary>Hundredths of a degree, -40 to 125 °C.</summary>
    public static bool IsEyeTemperature(ushort raw) => (short)raw is >= -4000 and <= 12500;

    /// <summary>Tenths of a percent; the error codes 2000, 3000 and 4000 are beyond 100 %.</summary>
    public static bool IsBleHumidity(ushort raw) => raw <= 1000;
}
