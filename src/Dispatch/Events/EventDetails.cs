namespace Gateway.Dispatch.Events;

/// <summary>What a <c>location</c> message says beyond the common fields.</summary>
/// <param name="Reason">Why the report was made: <c>interval</c>, <c>ignition</c>, <c>motion</c>, <c>alarm</c> or <c>event</c>.</param>
/// <param name="AltitudeMeters">Metres above sea level.</param>
/// <param name="ExternalVolts">Supply voltage.</param>
/// <param name="EngineSeconds">Engine run time.</param>
/// <param name="DigitalInputs">Bit n-1 is input n.</param>
/// <param name="LimitMph">The posted limit of the road, miles an hour.</param>
public readonly record struct LocationDetails(
    string Reason,
    double? AltitudeMeters,
    double? ExternalVolts,
    double? EngineSeconds,
    uint? DigitalInputs,
    double? LimitMph = null);

/// <summary>What a <c>heartbeat</c> message says beyond the common fields.</summary>
public readonly record struct HeartbeatDetails(
    double? ExternalVolts,
    double? BatteryVolts,
    double? BatteryPercent,
    int? GsmSignal);

/// <summary>What an ignition message says beyond the common fields.</summary>
/// <param name="Version">The edge.</param>
/// <param name="Source">Where the state comes from: <c>wire</c>.</param>
/// <param name="PreviousSinceMs">Since when the state before had held, Unix milliseconds.</param>
/// <param name="ExternalVolts">Supply voltage.</param>
/// <param name="EngineSeconds">Engine run time.</param>
/// <param name="TripId">The trip that may begin, or that ends.</param>
/// <param name="TripMeters">Length of the trip that ends.</param>
public readonly record struct IgnitionDetails(
    ObjectVersion Version,
    string Source,
    long? PreviousSinceMs,
    double? ExternalVolts,
    double? EngineSeconds,
    ulong? TripId,
    double? TripMeters);

/// <summary>What a landmark message says beyond the common fields.</summary>
/// <param name="Entered">Enter or leave.</param>
/// <param name="LandmarkId">The landmark.</param>
/// <param name="LandmarkName">Its name; null where it was deleted.</param>
/// <param name="Groups">Its groups.</param>
/// <param name="Shape"><c>circle</c>, <c>polygon</c> or <c>multipolygon</c>; null where it was deleted.</param>
/// <param name="Version">The visit, which ties the leave to its enter.</param>
/// <param name="Detection">
/// <c>fix</c>, <c>initial</c> (the vehicle's first fix ever was inside), <c>segment</c> (between two fixes) or
/// <c>removed</c> (the landmark was deleted).
/// </param>
/// <param name="CrossingMs">When the boundary was crossed, interpolated; Unix milliseconds.</param>
/// <param name="Crossing">Where.</param>
/// <param name="EnterTimeMs">When the visit began; null where the landmark was made around the vehicle.</param>
/// <param name="LeaveTimeMs">When it ended; null while it lasts.</param>
public readonly record struct LandmarkDetails(
    bool Entered,
    long LandmarkId,
    string? LandmarkName,
    IReadOnlyList<string> Groups,
    string? Shape,
    ObjectVersion Version,
    string Detection,
    long? CrossingMs,
    (double Latitude, double Longitude)? Crossing,
    long? EnterTimeMs,
    long? LeaveTimeMs);

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
