namespace Gateway.Vehicles;

/// <summary>The last value of a temperature sensor.</summary>
/// <param name="SensorId">The sensor's number on the device.</param>
/// <param name="Celsius">Its value.</param>
public readonly record struct SensorState(byte SensorId, double Celsius);
