namespace Gateway.Protocol.Sessions;

/// <summary>What happens to a frame whose checksum does not hold.</summary>
public enum ChecksumPolicy
{
    /// <summary>Refused and counted.</summary>
    Strict,

    /// <summary>Taken and counted, for clones that compute it wrongly.</summary>
    Lenient,
}
