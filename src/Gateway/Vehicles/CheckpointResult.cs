namespace Gateway.Vehicles;

/// <summary>What was found on disk.</summary>
/// <param name="Checkpoint">The newest whole checkpoint; null where none was ever written.</param>
/// <param name="Fault">In words, where checkpoints are there and none can be read.</param>
/// <param name="Warning">In words, where the newest could not be read and the one before stands in.</param>
internal sealed record CheckpointResult(
    Checkpoint? Checkpoint, string? Fault = null, string? Warning = null);
