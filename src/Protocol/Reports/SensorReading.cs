namespace Gateway.Protocol.Reports;

/// <summary>One value of a numbered sensor.</summary>
/// <param name="SensorId">The sensor's number on the device, from 1 (Teltonika Dallas 1–4 are 1–4, BLE 1–4 are 11–14).</param>
/// <param name="Kind">What is measured, and in which unit.</param>
/// <param name="Value">The value in the unit that <see cref="SensorKind"/> names.</param>
public readonly record struct SensorReading(byte SensorId, SensorKind Kind, double Value);

/// <summary>What a sensor measures. The numbers are written to disk: never reuse one.</summary>
public enum SensorKind : byte
{
    /// <summary>Degrees Celsius.</summary>
    Temperature = 1,

    /// <summary>Relative humidity, percent.</summary>
    Humidity = 2,

    /// <summary>Analog input, volts.</summary>
    AnalogVolts = 3,
}
