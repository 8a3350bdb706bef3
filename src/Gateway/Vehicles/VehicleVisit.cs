namespace Gateway.Vehicles;

/// <summary>A stay of a vehicle in a landmark that has not ended.</summary>
/// <param name="LandmarkId">The landmark.</param>
/// <param name="VisitId">Identity of the stay; from the event that began it.</param>
/// <param name="EnterTimeMs">When it began, event time, Unix milliseconds.</param>
public readonly record struct VehicleVisit(long LandmarkId, ulong VisitId, long EnterTimeMs);

/// <summary>The last value of a temperature sensor.</summary>
/// <param name="SensorId">The sensor's number on the device.</param>
/// <param name="Celsius">Its value.</param>
public readonly record struct SensorState(byte SensorId, double Celsius);
