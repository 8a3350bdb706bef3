using System.Buffers;
using System.Text;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Jt808;

/// <summary>
/// One connection. Every message names its device, so nothing has to come first; registration and authentication are
/// logins where a device sends them. What is answered when stands in the README of this folder.
/// </summary>
internal sealed class Jt808Session(ProtocolOptions options) : ProtocolSession
{
    private const string TimeFormat = "yyyyMMddHHmmss";

    /// <summary>The device that the gateway was last told of.</summary>
    private Jt808Address _named;
    private string? _deviceId;
    private string? _fullId;

    /// <summary>Where the answer to the last message goes, and what it answers.</summary>
    private Jt808Address _lastAddress;
    private ushort _lastType;
    private ushort _lastSerial;

    /// <inheritdoc/>
    public override string? AlternativeDeviceId => _fullId;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        Jt808Frame.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (frame.Length is 0 or > Jt808Frame.MaxLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (Jt808Frame.IsText(frame))
        {
            return ReadText(frame, reply);
        }

        if (!Jt808Frame.IsMessage(frame))
        {
            return DeviceMessage.Refused(FrameFault.Garbage);
        }

        var escaped = frame[1..^1];
        var isAlternative = frame[0] == Jt808Frame.AlternativeDelimiter;
        if (!Jt808Frame.HasEscapes(escaped, isAlternative))
        {
            return ReadMessage(escaped, frame[0], sink, reply);
        }

        Span<byte> buffer = stackalloc byte[Jt808Frame.MaxLength];
        var isEscaped = Jt808Frame.TryUnescape(escaped, isAlternative, buffer, out var length);
        ReadOnlySpan<byte> message = buffer[..length];

        // Some devices do not escape 7D; then length and check hold for the bytes as they came, and only for them.
        if (!(isEscaped && Holds(message, frame[0])) && Holds(escaped, frame[0]))
        {
            return ReadMessage(escaped, frame[0], sink, reply);
        }

        return isEscaped ? ReadMessage(message, frame[0], sink, reply) : DeviceMessage.Refused(FrameFault.Body);
    }

    /// <inheritdoc/>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (!accepted)
        {
            _deviceId = null;
        }

        if (_lastType == Jt808MessageId.Register)
        {
            Jt808Reply.WriteRegistration(in _lastAddress, _lastSerial, accepted, reply);
        }
        else if (_lastAddress.HasId)
        {
            // Also where the gateway does not know the device that a message without a login names.
            var result = accepted ? Jt808Reply.Success : Jt808Reply.Failure;
            Jt808Reply.WriteGeneral(in _lastAddress, _lastSerial, _lastType, result, reply);
        }
    }

    private static bool Holds(ReadOnlySpan<byte> message, byte delimiter) =>
        Jt808Frame.Check(message) == 0 && Jt808Header.TryRead(message, delimiter, out var header) && header.IsLengthRight;

    private DeviceMessage ReadMessage(ReadOnlySpan<byte> bytes, byte delimiter, IReportSink sink, IBufferWriter<byte> reply)
    {
        var isLenient = options.Checksum == ChecksumPolicy.Lenient;
        var holds = Jt808Frame.Check(bytes) == 0;
        if (!holds && !isLenient)
        {
            return DeviceMessage.Refused(FrameFault.Checksum);
        }

        // The bits of the check also guard the length; who takes a wrong check takes a wrong length.
        if (!Jt808Header.TryRead(bytes, delimiter, out var header) || !(header.IsLengthRight || isLenient))
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (!header.Address.HasId)
        {
            return DeviceMessage.Refused(FrameFault.Login);
        }

        var message = header.IsEncrypted ? DeviceMessage.Refused(FrameFault.UnknownType) : ReadBody(in header, sink, reply);
        if (message.Kind == MessageKind.Invalid)
        {
            // The device hears that its message was bad, and keeps what is in it or not, as its maker wants.
            var result = message.Fault switch
            {
                FrameFault.UnknownType => Jt808Reply.NotSupported,
                FrameFault.TooManyReports => Jt808Reply.Failure,
                _ => Jt808Reply.BadMessage,
            };
            WriteGeneral(in header, result, reply);
            return message;
        }

        ChecksumFaultsTaken += holds ? 0 : 1;
        (_lastAddress, _lastType, _lastSerial) = (header.Address, header.Type, header.Serial);
        var isNew = _deviceId is null || !_named.IsSameDevice(header.Address);
        if (isNew)
        {
            var full = header.Address.FullId();
            _deviceId = full.TrimStart('0');
            _fullId = full.Length == _deviceId.Length ? null : full;
            _named = header.Address;
        }

        return isNew || message.Kind == MessageKind.Login ? message with { DeviceId = _deviceId } : message;
    }

    private DeviceMessage ReadBody(in Jt808Header header, IReportSink sink, IBufferWriter<byte> reply)
    {
        switch (header.Type)
        {
            case Jt808MessageId.Register or Jt808MessageId.Authenticate:
                return new DeviceMessage(MessageKind.Login);
            case Jt808MessageId.Location or Jt808MessageId.LocationBatch or Jt808MessageId.LocationBatch2 when header.IsSplit:
                // The parts mean something only together, and nothing holds them until the last one is there.
                return DeviceMessage.Refused(FrameFault.UnknownType);
            case Jt808MessageId.Transparent when header.IsSplit:
                WriteGeneral(in header, Jt808Reply.NotSupported, reply);
                break;
            case Jt808MessageId.LocationResponse or Jt808MessageId.DriverIdentity when header.IsSplit:
                break;
            case Jt808MessageId.Location
                or Jt808MessageId.LocationBatch
                or Jt808MessageId.LocationBatch2
                or Jt808MessageId.Transparent
                or Jt808MessageId.Heartbeat
                or Jt808MessageId.Heartbeat2:
                var read = Jt808Reports.Read(in header, sink);
                if (read.Kind != MessageKind.Invalid)
                {
                    WriteGeneral(in header, Jt808Reply.Success, reply);
                }

                return read;
            case Jt808MessageId.LocationResponse or Jt808MessageId.DriverIdentity:
                return Jt808Reports.Read(in header, sink);
            case Jt808MessageId.LockLocation or Jt808MessageId.LockBlindLocation:
                var lockRead = Jt808Reports.Read(in header, sink);
                if (lockRead.Kind == MessageKind.Invalid || !header.WantsLockAnswer)
                {
                    return lockRead with { ReplyAwaitsCommit = false };
                }

                Jt808Reply.WriteLock(header.Address, header.Type, reply);
                return lockRead;
            case Jt808MessageId.TimeRequest:
                Jt808Reply.WriteTime(header.Address, options.Clock.GetUtcNow(), reply);
                break;
            case Jt808MessageId.TerminalResponse
                or Jt808MessageId.ParameterResponse
                or Jt808MessageId.Waybill
                or Jt808MessageId.TextResponse
                or Jt808MessageId.Acceleration:
                break;
            case Jt808MessageId.Logout
                or Jt808MessageId.Attributes
                or Jt808MessageId.TimeZone
                or Jt808MessageId.TextReport
                or Jt808MessageId.Photo:
                WriteGeneral(in header, Jt808Reply.Success, reply);
                break;
            default:
                WriteGeneral(in header, Jt808Reply.NotSupported, reply);
                break;
        }

        return new DeviceMessage(MessageKind.Other);
    }

    /// <summary>Texts of locks: command answers, and <c>(…,BASE,2,TIME)</c>, which asks for the time.</summary>
    private DeviceMessage ReadText(ReadOnlySpan<byte> text, IBufferWriter<byte> reply)
    {
        var time = text.IndexOf("TIME"u8);
        if (time >= 0 && text.IndexOf("BASE,2"u8) >= 0)
        {
            Span<char> digits = stackalloc char[TimeFormat.Length];
            options.Clock.GetUtcNow().TryFormat(digits, out _, TimeFormat, System.Globalization.CultureInfo.InvariantCulture);
            reply.Write(text[..time]);
            reply.Advance(Encoding.ASCII.GetBytes(digits, reply.GetSpan(digits.Length)));
            reply.Write(text[(time + "TIME"u8.Length)..]);
        }

        return new DeviceMessage(MessageKind.Other);
    }

    private static void WriteGeneral(in Jt808Header header, byte result, IBufferWriter<byte> reply) =>
        Jt808Reply.WriteGeneral(header.Address, header.Serial, header.Type, result, reply);
}
