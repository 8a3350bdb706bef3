namespace Gateway.Protocol.Sessions;

/// <summary>What a listener asks of its protocol.</summary>
public sealed record ProtocolOptions
{
    /// <summary>What to do with wrong checksums. Default: strict.</summary>
    public ChecksumPolicy Checksum { get; init; } = ChecksumPolicy.Strict;

    /// <summary>
    /// Whether to answer every report of protocols whose devices can be set to want it (Queclink: +SACK). Default: only
    /// what every device of the family expects.
    /// </summary>
    public bool AcknowledgeAll { get; init; }

    /// <summary>
    /// The model of all devices of the listener, one of <see cref="IDeviceProtocol.Models"/>; null: any. For models that
    /// give a field another meaning than the protocol's documents and that no frame can be told by.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>For answers that carry the time, and for nothing else: no report depends on it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
