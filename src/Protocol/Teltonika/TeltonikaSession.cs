using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Teltonika;

/// <summary>
/// One connection: login, then packets and pings. What is answered when stands in the README of this folder.
/// </summary>
internal sealed class TeltonikaSession(ChecksumPolicy checksum) : ProtocolSession
{
    /// <summary>The IMEI of the last login as a number; the digits come back with leading zeros.</summary>
    private long _imei;

    private bool _loggedIn;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        TeltonikaFrame.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (frame.IsEmpty)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (frame[0] == TeltonikaFrame.Ping)
        {
            return frame.Length == 1 ? ReadPing(sink) : DeviceMessage.Refused(FrameFault.Length);
        }

        if (frame.Length >= TeltonikaFrame.LoginHeaderLength && frame[0] == 0 && frame[1] != 0)
        {
            return ReadLogin(frame, reply);
        }

        return ReadPacket(frame, sink, reply);
    }

    /// <inheritdoc/>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        _loggedIn = accepted;
        WriteByte(reply, accepted ? (byte)1 : (byte)0);
    }

    private DeviceMessage ReadPing(IReportSink sink)
    {
        if (!_loggedIn)
        {
            return new DeviceMessage(MessageKind.Other);
        }

        var report = sink.Rent();
        report.Kind = ReportKind.Heartbeat;
        return sink.Add(report)
            ? new DeviceMessage(MessageKind.Reports, Reports: 1)
            : DeviceMessage.Refused(FrameFault.TooManyReports);
    }

    private DeviceMessage ReadLogin(ReadOnlySpan<byte> frame, IBufferWriter<byte> reply)
    {
        var digits = frame[TeltonikaFrame.LoginHeaderLength..];
        if (frame[1] != TeltonikaFrame.ImeiLength
            || digits.Length != TeltonikaFrame.ImeiLength
            || !TryReadDigits(digits, out var imei)
            || (_loggedIn && imei != _imei))
        {
            WriteByte(reply, 0);
            return DeviceMessage.Refused(FrameFault.Login);
        }

        _imei = imei;
        return new DeviceMessage(MessageKind.Login, DeviceId: Encoding.ASCII.GetString(digits));
    }

    private DeviceMessage ReadPacket(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        if (frame.Length < TeltonikaFrame.HeaderLength + TeltonikaFrame.MinDataLength + TeltonikaFrame.TrailerLength
            || BinaryPrimitives.ReadUInt32BigEndian(frame) != 0
            || BinaryPrimitives.ReadUInt32BigEndian(frame[sizeof(uint)..])
                != frame.Length - TeltonikaFrame.HeaderLength - TeltonikaFrame.TrailerLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (!_loggedIn)
        {
            return DeviceMessage.Refused(FrameFault.NotLoggedIn);
        }

        var data = frame[TeltonikaFrame.HeaderLength..^TeltonikaFrame.TrailerLength];
        var codec = (TeltonikaCodec)data[0];
        var isAvlData = codec is TeltonikaCodec.Codec8 or TeltonikaCodec.Codec8Extended or TeltonikaCodec.Codec16;
        if (!isAvlData && codec is not (>= TeltonikaCodec.Codec12 and <= TeltonikaCodec.Codec15))
        {
            return Refuse(FrameFault.UnknownType, answer: true, reply);
        }

        // The upper half of the field is zero.
        var sent = BinaryPrimitives.ReadUInt32BigEndian(frame[^TeltonikaFrame.TrailerLength..]);
        var holds = Crc16.Arc.Compute(data) == sent;
        if (!holds && checksum == ChecksumPolicy.Strict)
        {
            return Refuse(FrameFault.Checksum, answer: isAvlData, reply);
        }

        var records = 0;
        if (isAvlData)
        {
            var fault = AvlPacket.Read(codec, data, sink, out records);
            if (fault != FrameFault.None)
            {
                return Refuse(fault, answer: true, reply);
            }

            WriteCount(reply, records);
        }

        ChecksumFaultsTaken += holds ? 0 : 1;
        if (codec == TeltonikaCodec.Codec13)
        {
            return ReadSerialText(data, sink);
        }

        return records == 0
            ? new DeviceMessage(MessageKind.Other)
            : new DeviceMessage(MessageKind.Reports, Reports: records, ReplyAwaitsCommit: true);
    }

    /// <summary>The document has no answer to a Codec 13 message: the device forgets it when it is sent.</summary>
    private static DeviceMessage ReadSerialText(ReadOnlySpan<byte> data, IReportSink sink)
    {
        var report = sink.Rent();
        if (!SerialText.TryRead(data, report))
        {
            return new DeviceMessage(MessageKind.Other);
        }

        return sink.Add(report)
            ? new DeviceMessage(MessageKind.Reports, Reports: 1)
            : DeviceMessage.Refused(FrameFault.TooManyReports);
    }

    private static DeviceMessage Refuse(FrameFault fault, bool answer, IBufferWriter<byte> reply)
    {
        if (answer)
        {
            // "0 records accepted": the device keeps them and sends them again.
            WriteCount(reply, 0);
        }

        return DeviceMessage.Refused(fault);
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    private static void WriteByte(IBufferWriter<byte> reply, byte value)
    {
        reply.GetSpan(1)[0] = value;
        reply.Advance(1);
    }

    private static void WriteCount(IBufferWriter<byte> reply, int records)
    {
        BinaryPrimitives.WriteUInt32BigEndian(reply.GetSpan(sizeof(uint)), (uint)records);
        reply.Advance(sizeof(uint));
    }
}
