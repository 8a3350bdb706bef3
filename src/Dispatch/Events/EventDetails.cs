namespace Gateway.Dispatch.Events;

/// <summary>What a <c>location</c> message says beyond the common fields.</summary>
/// <param name="Reason">Why the report was made: <c>interval</c>, <c>ignition</c>, <c>motion</c>, <c>alarm</c> or <c>event</c>.</param>
/// <param name="AltitudeMeters">Metres above sea level.</param>
/// <param name="ExternalVolts">Supply voltage.</param>
/// <param name="EngineSeconds">Engine run time.</param>
/// <param name="DigitalInputs">Bit n-1 is input n.</param>
public readonly record struct LocationDetails(
    string Reason,
    double? AltitudeMeters,
    double? ExternalVolts,
    double? EngineSeconds,
    uint? DigitalInputs);

/// <summary>What a <c>heartbeat</c> message says beyond the common fields.</summary>
public readonly record struct HeartbeatDetails(
    double? ExternalVolts,
    double? BatteryVolts,
    double? BatteryPercent,
    int? GsmSignal);

/// <summary>What an ignition message says beyond the common fields.</summary>
/// <param name="Source">Where the state comes from: <c>wire</c>.</param>
/// <param name="PreviousSinceMs">Since when the state before had held, Unix milliseconds.</param>
/// <param name="ExternalVolts">Supply voltage.</param>
/// <param name="EngineSeconds">Engine run time.</param>
public readonly record struct IgnitionDetails(
    string Source,
    long? PreviousSinceMs,
    double? ExternalVolts,
    double? EngineSeconds);

/// <summary>What a landmark message says beyond the common fields.</summary>
/// <param name="Entered">Enter or leave.</param>
/// <param name="LandmarkId">The landmark.</param>
/// <param name="LandmarkName">Its name.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Shape"><c>circle</c>, <c>polygon</c> or <c>multipolygon</c>.</param>
/// <param name="VisitId">Ties the leave to its enter.</param>
/// <param name="Revision">0, and higher each time the visit turned out different.</param>
/// <param name="Detection"><c>fix</c>, or <c>initial</c> where the vehicle's first fix ever was inside.</param>
/// <param name="EnterTimeMs">When the visit began, Unix milliseconds.</param>
public readonly record struct LandmarkDetails(
    bool Entered,
    long LandmarkId,
    string LandmarkName,
    IReadOnlyList<string> Groups,
    string Shape,
    ulong VisitId,
    int Revision,
    string Detection,
    long EnterTimeMs);

/// <summary>What a <c>temperature</c> message says beyond the common fields.</summary>
/// <param name="SensorId">The sensor's number on the device.</param>
/// <param name="Celsius">The value.</param>
/// <param name="LowCelsius">The webhook's range, lower end.</param>
/// <param name="HighCelsius">The webhook's range, upper end.</param>
/// <param name="State"><c>low</c>, <c>high</c> or <c>normal</c> against the range; null without one.</param>
/// <param name="HumidityPercent">The same sensor's humidity, where it has one.</param>
public readonly record struct TemperatureDetails(
    int SensorId,
    double Celsius,
    double? LowCelsius,
    double? HighCelsius,
    string? State,
    double? HumidityPercent);
