using System.Buffers;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Sessions;

/// <summary>
/// The state machine of one connection: bytes to messages and back. Pure: no socket, no clock, no log. Not thread-safe;
/// one reader loop owns it. Small, since there is one for each connected device.
/// </summary>
public abstract class ProtocolSession
{
    /// <summary>
    /// Whether <paramref name="buffer"/> starts with a whole frame. Looks at no more than the frame cap, and answers
    /// <see cref="FrameStatus.NeedMore"/> only while a frame within the cap is possible.
    /// </summary>
    /// <param name="buffer">What was received and not yet taken.</param>
    /// <param name="length">For a complete frame: its bytes, at least 1, including delimiters.</param>
    /// <param name="fault">For an invalid one: the reason.</param>
    public abstract FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault);

    /// <summary>
    /// Reads one whole frame. Reports go to <paramref name="sink"/>, the protocol's answer to
    /// <paramref name="reply"/> (nothing for a login: the gateway decides, then <see cref="AnswerLogin"/>). On a fault
    /// the sink's content of this frame is void, and the reply is the protocol's refusal, if it has one.
    /// Throws nothing, whatever the bytes.
    /// </summary>
    public abstract DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply);

    /// <summary>Writes the protocol's answer to the last login.</summary>
    public abstract void AnswerLogin(bool accepted, IBufferWriter<byte> reply);

    /// <summary>
    /// The protocol that the connection turned out to speak, where that is not its listener's; null before it is known,
    /// and for listeners of one protocol.
    /// </summary>
    public virtual IDeviceProtocol? Detected => null;

    /// <summary>
    /// How else the device that was last named may be written down where its vehicle was configured (with its leading
    /// zeros); null where there is one way only.
    /// </summary>
    public virtual string? AlternativeDeviceId => null;

    /// <summary>
    /// How many frames in the session so far had a wrong checksum and were taken all the same (lenient policy).
    /// </summary>
    public virtual int ChecksumFaultsTaken { get; protected set; }
}
