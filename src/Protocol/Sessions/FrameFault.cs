namespace Gateway.Protocol.Sessions;

/// <summary>Why a frame was refused. Each is a reason in the metrics.</summary>
public enum FrameFault
{
    None = 0,

    /// <summary>A length field of 0, beyond the frame cap, or one that its content contradicts.</summary>
    Length,

    /// <summary>The frame's own checksum does not hold.</summary>
    Checksum,

    /// <summary>The two record counts disagree, or the count and the body.</summary>
    RecordCount,

    /// <summary>The body ends early, has bytes left over, or a field with an impossible value.</summary>
    Body,

    /// <summary>A codec, message type or version that the protocol does not know.</summary>
    UnknownType,

    /// <summary>Bytes that are no frame start.</summary>
    Garbage,

    /// <summary>The login does not have the form of one (length, digits).</summary>
    Login,

    /// <summary>Data from a device that has not logged in.</summary>
    NotLoggedIn,

    /// <summary>More reports in a frame than the gateway takes at once.</summary>
    TooManyReports,
}
