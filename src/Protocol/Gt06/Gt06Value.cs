namespace Gateway.Protocol.Gt06;

/// <summary>
/// Numbers of the values that a report keeps by id. The protocol has none, so these are this program's own; they are
/// written to disk: never reuse one.
/// </summary>
internal static class Gt06Value
{
    /// <summary>The status byte ("terminal information").</summary>
    public const ushort TerminalStatus = 1;

    /// <summary>Why the location was sent.</summary>
    public const ushort UploadMode = 2;

    /// <summary>1: kept in the device and sent later.</summary>
    public const ushort Stored = 3;

    /// <summary>Number of the fence.</summary>
    public const ushort Fence = 4;

    /// <summary>Door: bit 0 open, bit 2 input.</summary>
    public const ushort Door = 5;

    /// <summary>Fuel sensor, raw.</summary>
    public const ushort Fuel = 6;

    /// <summary>Steps of a person or an animal.</summary>
    public const ushort Steps = 7;

    /// <summary>Whether the event's file goes with it, raw.</summary>
    public const ushort EventData = 8;
}
