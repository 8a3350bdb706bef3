namespace Gateway.Vehicles;

/// <summary>Constants of a checkpoint file; the format stands in this folder's README.</summary>
internal static class CheckpointFormat
{
    public const uint Magic = 0x53565747; // "GWVS" as the file's first bytes

    /// <summary>The one that is written: positions stand behind the states.</summary>
    public const byte Version = 3;

    /// <summary>Read too: positions stand before the states.</summary>
    public const byte SecondVersion = 2;

    /// <summary>Read too: without timelines.</summary>
    public const byte FirstVersion = 1;

    /// <summary>A state follows.</summary>
    public const byte State = 1;

    /// <summary>No more states.</summary>
    public const byte End = 0;

    /// <summary>The CRC-32 of everything before.</summary>
    public const int TrailerBytes = sizeof(uint);
}
