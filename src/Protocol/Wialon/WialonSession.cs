using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Wialon;

/// <summary>One connection: login, then messages. What is answered when stands in the README of this folder.</summary>
internal sealed class WialonSession(ChecksumPolicy checksum) : ProtocolSession
{
    private const int MaxIdentity = 32;

    /// <summary>Bytes of a version and its separator, "2.0;".</summary>
    private const int VersionLength = 4;

    /// <summary>Whom the connection, or the last message, named.</summary>
    private string? _identity;

    private bool _loggedIn;
    private bool _hasChecksums;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        WialonLine.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (frame.Length > WialonLine.MaxLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (!frame.IsEmpty && !frame.ContainsAnyExcept("\r\n"u8))
        {
            return new DeviceMessage(MessageKind.Other);
        }

        if (!WialonLine.TryParse(frame, out var line))
        {
            return DeviceMessage.Refused(FrameFault.Garbage);
        }

        if (line.Type.SequenceEqual("L"u8))
        {
            return ReadLogin(line.Body, reply);
        }

        string? named = null;
        if (!line.Identity.IsEmpty && !TryName(line.Identity, out named))
        {
            return DeviceMessage.Refused(FrameFault.Login);
        }

        if (!_loggedIn)
        {
            return DeviceMessage.Refused(FrameFault.NotLoggedIn);
        }

        var message = ReadMessage(in line, sink, reply);
        if (named is null)
        {
            return message;
        }

        // A refused message names nobody.
        _loggedIn = message.Kind != MessageKind.Invalid;
        return _loggedIn ? message with { DeviceId = named } : message;
    }

    /// <inheritdoc/>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
        _loggedIn = accepted;
        Write(reply, accepted ? "#AL#1\r\n"u8 : "#AL#0\r\n"u8);
    }

    /// <summary>A password is not looked at: a device is known by its identity.</summary>
    private DeviceMessage ReadLogin(ReadOnlySpan<byte> body, IBufferWriter<byte> reply)
    {
        var hasChecksums = IsVersion2(body);
        var holds = true;
        if (hasChecksums)
        {
            holds = TryTakeChecksum(ref body, (byte)';');
            if (!holds && checksum == ChecksumPolicy.Strict)
            {
                Write(reply, "#AL#10\r\n"u8);
                return DeviceMessage.Refused(FrameFault.Checksum);
            }

            // Damaged, the version and the identity can be all that a checksum was cut from.
            body = body[Math.Min(body.Length, VersionLength)..];
        }

        var end = body.IndexOf((byte)';');
        var identity = end < 0 ? body : body[..end];
        if (!IsIdentity(identity) || (_loggedIn && !IsCurrent(identity)))
        {
            Write(reply, "#AL#0\r\n"u8);
            return DeviceMessage.Refused(FrameFault.Login);
        }

        _hasChecksums = hasChecksums;
        _identity = Encoding.ASCII.GetString(identity);
        ChecksumFaultsTaken += holds ? 0 : 1;
        return new DeviceMessage(MessageKind.Login, DeviceId: _identity);
    }

    private DeviceMessage ReadMessage(scoped in WialonLine line, IReportSink sink, IBufferWriter<byte> reply)
    {
        if (line.Type.SequenceEqual("P"u8))
        {
            Write(reply, "#AP#\r\n"u8);
            return ReadPing(sink);
        }

        var isBox = line.Type.SequenceEqual("B"u8);
        var isShort = line.Type.SequenceEqual("SD"u8);
        var isText = line.Type.SequenceEqual("M"u8);
        if (!isBox && !isShort && !isText && !line.Type.SequenceEqual("D"u8))
        {
            return new DeviceMessage(MessageKind.Other);
        }

        var body = line.Body;
        var holds = !_hasChecksums || TryTakeChecksum(ref body, isBox ? (byte)'|' : (byte)';');
        if (!holds && checksum == ChecksumPolicy.Strict)
        {
            Write(
                reply,
                isShort ? "#ASD#13\r\n"u8 : isBox ? "#AB#\r\n"u8 : isText ? "#AM#01\r\n"u8 : "#AD#16\r\n"u8);
            return DeviceMessage.Refused(FrameFault.Checksum);
        }

        var message = isText ? ReadText(reply)
            : isBox ? ReadBox(body, sink, reply)
            : ReadOne(body, isShort, sink, reply);
        ChecksumFaultsTaken += !holds && message.Kind != MessageKind.Invalid ? 1 : 0;
        return message;
    }

    private static DeviceMessage ReadPing(IReportSink sink)
    {
        var report = sink.Rent();
        report.Kind = ReportKind.Heartbeat;
        return sink.Add(report)
            ? new DeviceMessage(MessageKind.Reports, Reports: 1)
            : DeviceMessage.Refused(FrameFault.TooManyReports);
    }

    private static DeviceMessage ReadText(IBufferWriter<byte> reply)
    {
        Write(reply, "#AM#1\r\n"u8);
        return new DeviceMessage(MessageKind.Other);
    }

    private static DeviceMessage ReadOne(
        ReadOnlySpan<byte> body, bool isShort, IReportSink sink, IBufferWriter<byte> reply)
    {
        var report = sink.Rent();
        var result = WialonMessage.Read(body, report);
        if (result == WialonResult.Taken && !sink.Add(report))
        {
            return DeviceMessage.Refused(FrameFault.TooManyReports);
        }

        WriteNumber(reply, isShort ? "#ASD#"u8 : "#AD#"u8, (int)result);
        if (result != WialonResult.Taken)
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        return new DeviceMessage(MessageKind.Reports, Reports: 1, ReplyAwaitsCommit: true);
    }

    /// <summary>Messages by '|'. One that can't be read is left out, or a device would send it for ever.</summary>
    private static DeviceMessage ReadBox(ReadOnlySpan<byte> body, IReportSink sink, IBufferWriter<byte> reply)
    {
        var taken = 0;
        var refused = 0;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'|');
            var message = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (message.IsEmpty)
            {
                continue;
            }

            var report = sink.Rent();
            if (WialonMessage.Read(message, report) != WialonResult.Taken)
            {
                refused++;
            }
            else if (!sink.Add(report))
            {
                return DeviceMessage.Refused(FrameFault.TooManyReports);
            }
            else
            {
                taken++;
            }
        }

        WriteNumber(reply, "#AB#"u8, taken);
        return taken == 0 && refused > 0 ? DeviceMessage.Refused(FrameFault.Body)
            : taken == 0 ? new DeviceMessage(MessageKind.Other)
            : new DeviceMessage(MessageKind.Reports, Reports: taken, ReplyAwaitsCommit: true);
    }

    /// <summary>
    /// An identity before the message stands for a login. <paramref name="named"/> is null where it was already known.
    /// </summary>
    private bool TryName(ReadOnlySpan<byte> identity, out string? named)
    {
        named = null;
        if (!IsIdentity(identity))
        {
            return false;
        }

        if (!IsCurrent(identity))
        {
            if (_loggedIn)
            {
                return false;
            }

            _identity = Encoding.ASCII.GetString(identity);
        }

        if (!_loggedIn)
        {
            _loggedIn = true;
            named = _identity;
        }

        return true;
    }

    private bool IsCurrent(ReadOnlySpan<byte> identity) => _identity is not null && Ascii.Equals(identity, _identity);

    private static bool IsIdentity(ReadOnlySpan<byte> identity) =>
        identity.Length is > 0 and <= MaxIdentity && !identity.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E);

    /// <summary>Version 2.0, or 2.1, whose lines are the same.</summary>
    private static bool IsVersion2(ReadOnlySpan<byte> body) =>
        body is [(byte)'2', (byte)'.', >= (byte)'0' and <= (byte)'9', (byte)';', ..];

    /// <summary>
    /// Cuts the checksum off: hex digits after the last separator, CRC-16/ARC over all before them.
    /// </summary>
    private static bool TryTakeChecksum(ref ReadOnlySpan<byte> body, byte separator)
    {
        var at = body.LastIndexOf(separator) + 1;
        var digits = body[at..];
        var covered = body[..at];
        body = covered.IsEmpty ? covered : covered[..^1];
        return digits.Length is > 0 and <= 4
            && Utf8Parser.TryParse(digits, out ushort sent, out var used, 'X')
            && used == digits.Length
            && sent == Crc16.Arc.Compute(covered);
    }

    private static void WriteNumber(IBufferWriter<byte> reply, ReadOnlySpan<byte> type, int number)
    {
        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(number, digits, out var length);
        Write(reply, type);
        Write(reply, digits[..length]);
        Write(reply, "\r\n"u8);
    }

    private static void Write(IBufferWriter<byte> reply, ReadOnlySpan<byte> text)
    {
        ArgumentNullException.ThrowIfNull(reply);
        reply.Write(text);
    }
}
