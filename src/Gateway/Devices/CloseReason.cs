namespace Gateway.Devices;

/// <summary>Why a device connection ended. Each is a tag value in the metrics.</summary>
public enum CloseReason
{
    None = 0,

    /// <summary>The device closed, or its network did.</summary>
    ByDevice,

    /// <summary>The gateway is stopping.</summary>
    Stopping,

    /// <summary>No login in time.</summary>
    LoginTimeout,

    /// <summary>No byte for the idle time.</summary>
    IdleTimeout,

    /// <summary>Half a frame, and then not the rest.</summary>
    FrameTimeout,

    /// <summary>The device is not known, and unknown ones are rejected.</summary>
    UnknownDevice,

    /// <summary>The same device connected again.</summary>
    Replaced,

    /// <summary>Bytes that are no frame, or too many refused frames.</summary>
    BadFrames,

    /// <summary>More connections than allowed.</summary>
    ConnectionCap,

    /// <summary>The journal can't take or commit; nothing was acknowledged.</summary>
    JournalUnavailable,

    /// <summary>A fault in the gateway itself; see the log.</summary>
    Error,
}
