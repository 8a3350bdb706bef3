using System.Buffers;
using System.Text;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Suntech;

/// <summary>One connection. There is no login: every frame names its device. Nothing is ever answered.</summary>
internal sealed class SuntechSession(ChecksumPolicy checksum) : ProtocolSession
{
    private const int MaxDeviceIdLength = 16;

    /// <summary>The device that the last frame named.</summary>
    private string? _deviceId;

    /// <inheritdoc/>
    public override FrameStatus FindFrame(in ReadOnlySequence<byte> buffer, out int length, out FrameFault fault) =>
        SuntechFrame.Find(in buffer, out length, out fault);

    /// <inheritdoc/>
    public override DeviceMessage Read(ReadOnlySpan<byte> frame, IReportSink sink, IBufferWriter<byte> reply)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(reply);
        if (frame.IsEmpty)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        if (SuntechFrame.IsLineEnd(frame[0]))
        {
            return new DeviceMessage(MessageKind.Other);
        }

        return SuntechFrame.IsZip(frame[0]) ? ReadZip(frame, sink) : ReadText(frame, sink);
    }

    /// <inheritdoc/>
    /// <remarks>There is no login, so there is nothing to answer.</remarks>
    public override void AnswerLogin(bool accepted, IBufferWriter<byte> reply)
    {
    }

    private DeviceMessage ReadZip(ReadOnlySpan<byte> frame, IReportSink sink)
    {
        var isLegacy = frame[0] == ZipReport.Start;
        var idOffset = isLegacy ? ZipReport.DeviceIdOffset : SuntechFrame.ZipHeadLength;
        if (frame.Length < idOffset + ZipReport.DeviceIdBytes)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        Span<byte> digits = stackalloc byte[2 * ZipReport.DeviceIdBytes];
        Convert.TryToHexString(frame.Slice(idOffset, ZipReport.DeviceIdBytes), digits, out _);

        // The old ids have nine digits; a tenth fills the last byte.
        var id = isLegacy ? digits[..^1] : digits;
        if (!IsDeviceId(id))
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        var isKnown = isLegacy
            ? ZipReport.IsKnown(frame[SuntechFrame.ZipHeadLength])
            : frame[0] is UniversalZip.Status or UniversalZip.Alert;
        if (!isKnown)
        {
            return Other(id);
        }

        var report = sink.Rent();
        return (isLegacy ? ZipReport.TryRead(frame, report) : UniversalZip.TryRead(frame, report))
            ? Add(id, report, sink)
            : DeviceMessage.Refused(FrameFault.Body);
    }

    private DeviceMessage ReadText(ReadOnlySpan<byte> frame, IReportSink sink)
    {
        var text = frame[^1] == SuntechFrame.End ? frame[..^1] : frame;
        var fields = new FieldReader(text, (byte)';');
        var name = fields.Read();
        var id = fields.Read();
        var kind = id;
        if (!IsDeviceId(id))
        {
            // "ST910;Location;id" and "ST300CMD;Res;id".
            id = fields.Read();
        }

        if (!IsDeviceId(id))
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        var data = SerialData.Locate(text);
        if (data.IsCut)
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        var holds = data.IsThere ? data.Holds(text) : !name.EndsWith("UEX"u8);
        if (!holds && checksum == ChecksumPolicy.Strict)
        {
            return DeviceMessage.Refused(FrameFault.Checksum);
        }

        var report = sink.Rent();
        var message = TryRead(name, kind, text, in data, report) switch
        {
            true => Add(id, report, sink),
            false => DeviceMessage.Refused(FrameFault.Body),
            null => Other(id),
        };
        ChecksumFaultsTaken += holds || message.Kind == MessageKind.Invalid ? 0 : 1;
        return message;
    }

    /// <summary>Reads the report that the text is; null where it is none, false where it is a broken one.</summary>
    private static bool? TryRead(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> text, in SerialData data, DeviceReport report)
    {
        if (name.EndsWith("ALV"u8))
        {
            report.Kind = ReportKind.Heartbeat;
            return true;
        }

        if (name.Length < LegacyReport.ModelLength)
        {
            return UniversalReport.IsKnown(name) ? UniversalReport.TryRead(text, in data, report) : null;
        }

        if (name.EndsWith("HTE"u8))
        {
            // The report of a finished travel ends with its driver.
            DriverId.Report(text[(text.LastIndexOf((byte)';') + 1)..], report);
            return report.DriverReported ? true : null;
        }

        if (name.StartsWith("ST9"u8))
        {
            return CovertReport.IsKnown(kind) ? CovertReport.TryRead(text, report) : null;
        }

        var type = name[LegacyReport.ModelLength..];
        if (name.StartsWith("ST4"u8))
        {
            return type.SequenceEqual("STT"u8) || type.SequenceEqual("ALT"u8) ? CellReport.TryRead(text, report) : null;
        }

        return LegacyReport.IsKnown(type) ? LegacyReport.TryRead(text, in data, report) : null;
    }

    private static bool IsDeviceId(ReadOnlySpan<byte> field) =>
        field.Length is > 0 and <= MaxDeviceIdLength && !field.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private DeviceMessage Add(ReadOnlySpan<byte> id, DeviceReport report, IReportSink sink) => sink.Add(report)
        ? new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: DeviceId(id))
        : DeviceMessage.Refused(FrameFault.TooManyReports);

    private DeviceMessage Other(ReadOnlySpan<byte> id) => new(MessageKind.Other, DeviceId: DeviceId(id));

    private string DeviceId(ReadOnlySpan<byte> id)
    {
        if (_deviceId is null || !Ascii.Equals(id, _deviceId))
        {
            _deviceId = Encoding.ASCII.GetString(id);
        }

        return _deviceId;
    }
}
