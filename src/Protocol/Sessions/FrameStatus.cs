namespace Gateway.Protocol.Sessions;

/// <summary>Whether the bytes read so far hold a whole frame.</summary>
public enum FrameStatus
{
    /// <summary>A whole frame stands at the start of the buffer.</summary>
    Complete,

    /// <summary>More bytes are needed; the frame cap is not reached.</summary>
    NeedMore,

    /// <summary>The bytes can't be the start of a frame. The stream has lost its framing: close the connection.</summary>
    Invalid,
}
