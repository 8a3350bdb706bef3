namespace Gateway.Vehicles;

/// <summary>Log messages of the vehicles' readers; ids 1100 to 1199.</summary>
internal static partial class VehicleLog
{
    [LoggerMessage(1100, LogLevel.Critical, "Partition {Partition} stopped: {Fault}")]
    public static partial void Stopped(ILogger logger, int partition, string fault);

    [LoggerMessage(1101, LogLevel.Warning, "Partition {Partition} starts from the checkpoint before the last: {Why}")]
    public static partial void OlderCheckpoint(ILogger logger, int partition, string why);

    [LoggerMessage(1102, LogLevel.Error, "Partition {Partition} could not write a checkpoint; the one before stands.")]
    public static partial void CheckpointFailed(ILogger logger, Exception exception, int partition);

    [LoggerMessage(1103, LogLevel.Critical, "Partition {Partition}'s reader failed.")]
    public static partial void ReaderFailed(ILogger logger, Exception exception, int partition);
}
