namespace Gateway.Protocol.Sessions;

/// <summary>What a listener asks of its protocol.</summary>
public sealed record ProtocolOptions
{
    /// <summary>What to do with wrong checksums. Default: strict.</summary>
    public ChecksumPolicy Checksum { get; init; } = ChecksumPolicy.Strict;
}
