using System.Buffers;
using System.Text;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Meitrack;

/// <summary>
/// One connection. There is no login: every frame names its device. What is answered when stands in the README of this
/// folder.
/// </summary>
internal sealed class MeitrackSession(ChecksumPolicy checksum) : ProtocolSession
{
    /// <summary>The device that the last frame named.</summary>
    private string? _deviceId;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        MeitrackFrame.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (!MeitrackFrame.EndsFrame(frame))
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (MeitrackHead.Read(frame, out var head, out var fault) != FrameStatus.Complete
            || head.CommandOffset + MeitrackFrame.CommandLength + MeitrackFrame.TrailerLength > frame.Length)
        {
            return DeviceMessage.Refused(fault == FrameFault.None ? FrameFault.Length : fault);
        }

        var holds = Sum(frame[..^(MeitrackFrame.TrailerLength - 1)]) == FieldNumber.Hex(frame[^4..^2]);
        if (!holds && checksum == ChecksumPolicy.Strict)
        {
            return DeviceMessage.Refused(FrameFault.Checksum);
        }

        var message = ReadCommand(frame, in head, sink, reply);
        if (!holds && message.Kind != MessageKind.Invalid)
        {
            ChecksumFaultsTaken++;
        }

        return message;
    }

    /// <inheritdoc/>
    /// <remarks>There is no login, so there is nothing to answer.</remarks>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
    }

    private DeviceMessage ReadCommand(
        ReadOnlySpan<byte> frame, in MeitrackHead head, IReportSink sink, IBufferWriter<byte> reply)
    {
        var command = frame.Slice(head.CommandOffset, MeitrackFrame.CommandLength);
        var data = frame[(head.CommandOffset + MeitrackFrame.CommandLength)..^MeitrackFrame.TrailerLength];
        if (!data.IsEmpty)
        {
            if (data[0] != ',')
            {
                return DeviceMessage.Refused(FrameFault.Body);
            }

            data = data[1..];
        }

        var id = frame[(head.CommaOffset + 1)..(head.CommandOffset - 1)];
        var reports = 0;
        var fault = FrameFault.None;
        if (command.SequenceEqual("CCC"u8))
        {
            fault = CompactRecords.Read(data, sink, out reports);
            if (fault == FrameFault.None)
            {
                MeitrackReply.WriteCount(reply, head.Identifier, id, command, reports);
            }
        }
        else if (command.SequenceEqual("CCE"u8))
        {
            fault = ParameterRecords.Read(data, sink, out reports);
        }
        else if (command.SequenceEqual("AAC"u8))
        {
            MeitrackReply.WriteCount(reply, head.Identifier, id, command, 1);
        }
        else if (command.SequenceEqual("D03"u8))
        {
            MeitrackReply.WritePhotoRequest(reply, id);
        }
        else if (!head.IsBinary)
        {
            fault = ReadText(data, command.SequenceEqual("AAA"u8), sink, out reports);
        }

        if (fault != FrameFault.None)
        {
            return DeviceMessage.Refused(fault);
        }

        return reports == 0
            ? new DeviceMessage(MessageKind.Other, DeviceId: DeviceId(id))
            : new DeviceMessage(
                MessageKind.Reports,
                Reports: reports,
                ReplyAwaitsCommit: command.SequenceEqual("CCC"u8),
                DeviceId: DeviceId(id));
    }

    private static FrameFault ReadText(ReadOnlySpan<byte> data, bool mustBeRecord, IReportSink sink, out int reports)
    {
        reports = 0;
        var report = sink.Rent();
        if (!TextRecord.TryRead(data, report))
        {
            // Other commands are answered in texts of their own, of which nothing is kept.
            return mustBeRecord ? FrameFault.Body : FrameFault.None;
        }

        reports = 1;
        return sink.Add(report) ? FrameFault.None : FrameFault.TooManyReports;
    }

    private string DeviceId(ReadOnlySpan<byte> id)
    {
        if (_deviceId is null || !Ascii.Equals(id, _deviceId))
        {
            _deviceId = Encoding.ASCII.GetString(id);
        }

        return _deviceId;
    }

    /// <summary>The sum of all bytes from the first <c>$</c> to the <c>*</c>, modulo 256.</summary>
    private static byte Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        return (byte)sum;
    }
}
