using System.Buffers;
using Gateway.Protocol.Queclink.Hex;
using Gateway.Protocol.Queclink.Text;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Queclink;

/// <summary>
/// One connection. There is no login: each frame names its device. What is answered when stands in the README of this
/// folder.
/// </summary>
internal sealed class QueclinkSession(ChecksumPolicy checksum, bool acknowledgeAll) : ProtocolSession
{
    private NamedDevice _device;
    private SendClock _clock;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        QueclinkFrame.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (frame.Length is 0 or > QueclinkFrame.MaxLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        var form = QueclinkFrame.FormOf(frame, out var isCertain);
        return isCertain
            ? form switch
            {
                FrameForm.Filler => new DeviceMessage(MessageKind.Other),
                FrameForm.Text => TextMessage.Read(frame, acknowledgeAll, ref _device, ref _clock, sink, reply),
                FrameForm.Hex => ReadHex(frame, sink),
                FrameForm.Report or FrameForm.Heartbeat => ReadBinary(frame, form == FrameForm.Heartbeat, sink),
                _ => DeviceMessage.Refused(FrameFault.Garbage),
            }
            : DeviceMessage.Refused(FrameFault.Garbage);
    }

    /// <inheritdoc/>
    /// <remarks>There is no login to answer.</remarks>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
    }

    private DeviceMessage ReadHex(ReadOnlySpan<byte> frame, IReportSink sink)
    {
        if (frame.Length < QueclinkFrame.HexHeadLength + QueclinkFrame.HexTrailerLength + 4 || frame is not [.., (byte)'\r', (byte)'\n'])
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        var holds = HexMessage.ChecksumHolds(frame);
        return holds || checksum == ChecksumPolicy.Lenient
            ? Counted(HexMessage.Read(frame, ref _device, sink), holds)
            : DeviceMessage.Refused(FrameFault.Checksum);
    }

    private DeviceMessage ReadBinary(ReadOnlySpan<byte> frame, bool isHeartbeat, IReportSink sink)
    {
        if (frame is not [_, _, _, _, .., QueclinkFrame.Tail])
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        var holds = RecordMessage.ChecksumHolds(frame);
        if (!holds && checksum == ChecksumPolicy.Strict)
        {
            return DeviceMessage.Refused(FrameFault.Checksum);
        }

        return Counted(
            isHeartbeat
                ? RecordMessage.ReadHeartbeat(frame, ref _device, sink)
                : RecordMessage.Read(frame, ref _device, sink),
            holds);
    }

    private DeviceMessage Counted(DeviceMessage message, bool checksumHolds)
    {
        if (!checksumHolds && message.Kind != MessageKind.Invalid)
        {
            ChecksumFaultsTaken++;
        }

        return message;
    }
}
