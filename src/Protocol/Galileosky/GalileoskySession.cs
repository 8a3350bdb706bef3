using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Galileosky;

/// <summary>
/// One connection: a first packet that names the device, then packets of records. What is answered when stands in the
/// README of this folder.
/// </summary>
internal sealed class GalileoskySession(ChecksumPolicy policy) : ProtocolSession
{
    /// <summary>The answer to a packet: this and the packet's own checksum.</summary>
    private const byte Answer = 0x02;

    /// <summary>The IMEI as a number; 0 before the first one.</summary>
    private long _imei;
    private string? _deviceId;
    private ushort _loginChecksum;
    private bool _loginIsAnswered;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        GalileoskyFrame.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (frame.Length is <= GalileoskyFrame.HeaderLength + GalileoskyFrame.ChecksumLength or > GalileoskyFrame.MaxLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (GalileoskyFrame.IsIridium(frame))
        {
            return ReadIridium(frame, sink);
        }

        if (!GalileoskyFrame.IsHeader(frame[0]))
        {
            return DeviceMessage.Refused(FrameFault.Garbage);
        }

        if (GalileoskyFrame.ContentLength(frame) != frame.Length - GalileoskyFrame.HeaderLength - GalileoskyFrame.ChecksumLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        var sent = BinaryPrimitives.ReadUInt16LittleEndian(frame[^GalileoskyFrame.ChecksumLength..]);
        var holds = Crc16.Modbus.Compute(frame[..^GalileoskyFrame.ChecksumLength]) == sent;
        if (!holds && policy == ChecksumPolicy.Strict)
        {
            return DeviceMessage.Refused(FrameFault.Checksum);
        }

        var message = frame[0] switch
        {
            GalileoskyFrame.Photo => ReadPhoto(sent, reply),
            GalileoskyFrame.Garmin => new DeviceMessage(MessageKind.Other),

            // Its times have no year, and no document of it was at hand: what is not answered, the device keeps.
            GalileoskyFrame.Compressed => DeviceMessage.Refused(FrameFault.UnknownType),
            _ => ReadPacket(frame[GalileoskyFrame.HeaderLength..^GalileoskyFrame.ChecksumLength], sent, sink, reply),
        };
        ChecksumFaultsTaken += holds || message.Kind == MessageKind.Invalid ? 0 : 1;
        return message;
    }

    /// <inheritdoc/>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (!accepted)
        {
            // There is no refusal; without an answer the device comes again.
            _deviceId = null;
        }
        else if (_loginIsAnswered)
        {
            Write(Answer, _loginChecksum, reply);
        }
    }

    /// <summary>Photos are not kept; the answer lets the device forget the part, as with every packet.</summary>
    private DeviceMessage ReadPhoto(ushort checksum, IBufferWriter<byte> reply)
    {
        if (_deviceId is null)
        {
            return DeviceMessage.Refused(FrameFault.NotLoggedIn);
        }

        Write(GalileoskyFrame.Photo, checksum, reply);
        return new DeviceMessage(MessageKind.Other);
    }

    private DeviceMessage ReadPacket(ReadOnlySpan<byte> tags, ushort checksum, IReportSink sink, IBufferWriter<byte> reply)
    {
        var fault = GalileoskyTags.Read(tags, sink, out var reports, out var imei);
        if (fault != FrameFault.None)
        {
            return DeviceMessage.Refused(fault);
        }

        var named = _deviceId;
        if (!imei.IsEmpty && !TryIdentify(imei))
        {
            return DeviceMessage.Refused(FrameFault.Login);
        }

        if (_deviceId is null)
        {
            return DeviceMessage.Refused(FrameFault.NotLoggedIn);
        }

        if (reports == 0 && !imei.IsEmpty)
        {
            _loginChecksum = checksum;
            _loginIsAnswered = true;
            return new DeviceMessage(MessageKind.Login, DeviceId: _deviceId);
        }

        Write(Answer, checksum, reply);
        var isNew = !ReferenceEquals(named, _deviceId);
        return reports == 0
            ? new DeviceMessage(MessageKind.Other)
            : new DeviceMessage(
                MessageKind.Reports, Reports: reports, ReplyAwaitsCommit: true, DeviceId: isNew ? _deviceId : null);
    }

    private DeviceMessage ReadIridium(ReadOnlySpan<byte> frame, IReportSink sink)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(frame[1..]) != frame.Length - GalileoskyFrame.HeaderLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (!IridiumMessage.TryRead(frame, out var imei, out var tags))
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        var fault = GalileoskyTags.Read(tags, sink, out var reports, out _);
        if (fault != FrameFault.None)
        {
            return DeviceMessage.Refused(fault);
        }

        var named = _deviceId;
        if (!TryIdentify(imei))
        {
            return DeviceMessage.Refused(FrameFault.Login);
        }

        // Nothing is answered: the Iridium gateway keeps no memory for us to free.
        var isNew = !ReferenceEquals(named, _deviceId);
        _loginIsAnswered = false;
        return reports == 0
            ? new DeviceMessage(MessageKind.Login, DeviceId: _deviceId)
            : new DeviceMessage(MessageKind.Reports, Reports: reports, DeviceId: isNew ? _deviceId : null);
    }

    /// <summary>Takes the IMEI over; false where it is none. A new string only where it differs from the last one.</summary>
    private bool TryIdentify(ReadOnlySpan<byte> imei)
    {
        long number = 0;
        foreach (var digit in imei)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        if (_deviceId is null || number != _imei)
        {
            _imei = number;
            _deviceId = Encoding.ASCII.GetString(imei);
        }

        return true;
    }

    private static void Write(byte header, ushort checksum, IBufferWriter<byte> reply)
    {
        var answer = reply.GetSpan(3);
        answer[0] = header;
        BinaryPrimitives.WriteUInt16LittleEndian(answer[1..], checksum);
        reply.Advance(3);
    }
}
