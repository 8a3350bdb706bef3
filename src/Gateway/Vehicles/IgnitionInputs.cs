namespace Gateway.Vehicles;

/// <summary>What a report says beside an ignition edge.</summary>
/// <param name="ExternalVolts">Supply voltage.</param>
/// <param name="EngineSeconds">Engine run time.</param>
internal readonly record struct IgnitionInputs(double? ExternalVolts, double? EngineSeconds);
