using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Gt06;

/// <summary>One connection: login, then messages. What is answered when stands in the README of this folder.</summary>
internal sealed class Gt06Session(ProtocolOptions options) : ProtocolSession
{
    private const int ImeiLength = 8;

    /// <summary>Login content up to the time zone: IMEI and model.</summary>
    private const int ZoneAt = ImeiLength + sizeof(ushort);

    /// <summary>0x35: time, fix, place, camera, source, format; then size and number.</summary>
    private const int PhotoSizeAt = 18;

    private readonly ProtocolOptions _options = options;
    private long _imei;
    private uint _photo;
    private uint _photoSize;
    private short _zoneMinutes;
    private ushort _loginSerial;
    private bool _loggedIn;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        Gt06Frame.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (frame.Length is < Gt06Frame.MinLength or > Gt06Frame.MaxLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (frame[0] is not (Gt06Frame.ShortStart or Gt06Frame.LongStart) || frame[1] != frame[0])
        {
            return DeviceMessage.Refused(FrameFault.Garbage);
        }

        var packet = new Gt06Packet(frame);
        if (!packet.IsWhole && _options.Checksum == ChecksumPolicy.Strict)
        {
            return DeviceMessage.Refused(FrameFault.Checksum);
        }

        var message = packet is { IsLong: false, Type: Gt06Type.Login }
            ? ReadLogin(in packet)
            : ReadMessage(in packet, sink, reply);
        if (!packet.IsWhole && message.Kind != MessageKind.Invalid)
        {
            ChecksumFaultsTaken++;
        }

        return message;
    }

    /// <inheritdoc/>
    /// <remarks>The protocol has no refusal: a device without an answer tries again later.</remarks>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        _loggedIn = accepted;
        if (accepted)
        {
            Gt06Reply.Write(reply, isLong: false, Gt06Type.Login, [], _loginSerial);
        }
    }

    private DeviceMessage ReadLogin(scoped in Gt06Packet packet)
    {
        if (packet.Rest.Length < ImeiLength
            || !TryReadImei(packet.Rest[..ImeiLength], out var imei, out var id)
            || (_loggedIn && imei != _imei))
        {
            return DeviceMessage.Refused(FrameFault.Login);
        }

        var reader = new Gt06Reader(packet.Content);
        _zoneMinutes = 0;
        if (packet.Content.Length >= ZoneAt + sizeof(ushort))
        {
            reader.Skip(ZoneAt);
            _zoneMinutes = (short)Gt06Time.ZoneMinutes(reader.ReadUInt16());
        }

        _imei = imei;
        _loginSerial = packet.Serial;
        return new DeviceMessage(MessageKind.Login, DeviceId: id);
    }

    private DeviceMessage ReadMessage(scoped in Gt06Packet packet, IReportSink sink, IBufferWriter<byte> reply)
    {
        if (!_loggedIn)
        {
            return DeviceMessage.Refused(FrameFault.NotLoggedIn);
        }

        var report = sink.Rent();
        var content = _options.Model == Gt06Protocol.Seeworld && packet is { IsLong: false, Type: Gt06Type.Status }
            ? Gt06Heartbeat.ReadSeeworld(in packet, report)
            : Gt06Decoder.Read(in packet, report, _zoneMinutes);
        if (content == Gt06Content.Broken)
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        if (content == Gt06Content.Nothing)
        {
            Answer(in packet, reply);
            return new DeviceMessage(MessageKind.Other);
        }

        var frees = report.Kind == ReportKind.Record;
        if (!sink.Add(report))
        {
            return DeviceMessage.Refused(FrameFault.TooManyReports);
        }

        var answered = Answer(in packet, reply);
        return new DeviceMessage(MessageKind.Reports, Reports: 1, ReplyAwaitsCommit: answered && frees);
    }

    /// <summary>Writes the answer; false where the message has none.</summary>
    private bool Answer(scoped in Gt06Packet packet, IBufferWriter<byte> reply)
    {
        if (packet.IsLong)
        {
            return AnswerLong(in packet, reply);
        }

        if (packet.IsWifi)
        {
            if (packet.Rest.Length >= 6)
            {
                Gt06Reply.WriteWifi(reply, packet.Type, packet.Rest);
            }

            return packet.Rest.Length >= 6;
        }

        switch (packet.Type)
        {
            case Gt06Type.TimeRequest:
                Gt06Reply.WriteTime(reply, _options.Clock.GetUtcNow(), packet.Serial);
                return true;
            case Gt06Type.AddressRequest:
                Gt06Reply.WriteNoAddress(reply);
                return true;
            case Gt06Type.PhotoInfo:
                return BeginPhoto(in packet, reply);
            case >= Gt06Type.Command0 and <= Gt06Type.Command2:
            case Gt06Type.Info or Gt06Type.WifiCounted:
                return false;
        }

        if (Gt06Decoder.ShortFormOf(in packet) is Gt06Form.X1 or Gt06Form.Small)
        {
            return false;
        }

        Gt06Reply.Write(reply, isLong: false, packet.Type, [], packet.Serial);
        return true;
    }

    private bool AnswerLong(scoped in Gt06Packet packet, IBufferWriter<byte> reply)
    {
        switch (packet.Type)
        {
            case Gt06Type.LongGps or Gt06Type.LongAlarm or Gt06Type.LongMedia:
                Gt06Reply.Write(reply, isLong: true, packet.Type, [], packet.Serial);
                return true;
            case Gt06Type.LongModules or Gt06Type.LongPeripheral:
                Gt06Reply.Write(reply, isLong: false, packet.Type, [], packet.Serial);
                return true;
            case Gt06Type.LongPhotoData:
                return ContinuePhoto(in packet, reply);
            default:
                return false;
        }
    }

    /// <summary>A picture is not kept, but a device that offers one waits until it is fetched.</summary>
    private bool BeginPhoto(scoped in Gt06Packet packet, IBufferWriter<byte> reply)
    {
        var reader = new Gt06Reader(packet.Content);
        reader.Skip(PhotoSizeAt);
        _photoSize = reader.ReadUInt32();
        _photo = reader.ReadUInt32();
        if (reader.Failed || _photoSize == 0)
        {
            return false;
        }

        Gt06Reply.WritePhotoRequest(reply, _photo, 0, _photoSize);
        return true;
    }

    private bool ContinuePhoto(scoped in Gt06Packet packet, IBufferWriter<byte> reply)
    {
        var reader = new Gt06Reader(packet.Content);
        var photo = reader.ReadUInt32();
        var offset = (ulong)reader.ReadUInt32();
        var length = reader.ReadUInt16();
        var next = offset + length;
        if (reader.Failed || photo != _photo || length == 0 || next >= _photoSize)
        {
            return false;
        }

        Gt06Reply.WritePhotoRequest(reply, photo, (uint)next, _photoSize - (uint)next);
        return true;
    }

    /// <summary>Sixteen decimal digits in eight bytes, of which the last fifteen are the IMEI.</summary>
    private static bool TryReadImei(ReadOnlySpan<byte> bytes, out long imei, [NotNullWhen(true)] out string? id)
    {
        Span<char> digits = stackalloc char[2 * ImeiLength];
        imei = 0;
        id = null;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (bytes[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0x0F;
            if (digit > 9)
            {
                return false;
            }

            digits[i] = (char)('0' + digit);
            imei = i == 0 ? 0 : (imei * 10) + digit;
        }

        id = new string(digits[1..]);
        return true;
    }
}
