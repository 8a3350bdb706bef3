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

    /// <summary>For answers that carry the time, and for nothing else: no report depends on it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
