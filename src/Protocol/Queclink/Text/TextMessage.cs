using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// One text frame: <c>+RESP:GT…</c>, the same from memory as <c>+BUFF:GT…</c>, or the answer to a command as
/// <c>+ACK:GT…</c>; protocol version, device id, device name, …, send time, count number.
/// </summary>
internal static class TextMessage
{
    private const int NameLength = 3;
    private const int Version = 1;
    private const int DeviceId = 2;

    /// <summary>Header, version, id, send time, count number.</summary>
    private const int MinFields = 5;

    /// <summary>Room for the longest answer: +SACK:GTHBD, a version of ten digits, a count number of four.</summary>
    private const int MaxReplyLength = 64;

    private const int MaxVersionLength = 10;
    private const int MaxCountLength = 4;

    /// <param name="frame">With its tail character.</param>
    /// <param name="acknowledgeAll">Whether to answer every report.</param>
    /// <param name="device">The device of the frames before.</param>
    /// <param name="clock">What is known of the device's clock.</param>
    /// <param name="sink">Gets the reports.</param>
    /// <param name="reply">Gets the answer.</param>
    public static DeviceMessage Read(
        ReadOnlySpan<byte> frame,
        bool acknowledgeAll,
        ref NamedDevice device,
        ref SendClock clock,
        IReportSink sink,
        IBufferWriter<byte> reply)
    {
        Span<ushort> ends = stackalloc ushort[TextFields.MaxCount];
        var text = frame[..^1];
        if (HasSecondHead(text) || !TextFields.TrySplit(text, ends, out var fields) || fields.Count < MinFields)
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        var header = fields[0];
        var name = ReportName.Of(header[(header.IndexOf((byte)':') + 3)..]);
        var version = fields[Version];
        var id = fields[DeviceId];
        if (name == 0 || !NamedDevice.IsId(id) || version.Length > MaxVersionLength || !IsCount(fields.CountNumber))
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        var isAnswer = header.StartsWith("+ACK"u8);
        var count = 0;
        if (name == ReportName.Hbd)
        {
            count = ReadHeartbeat(in fields, ref clock, sink);
        }
        else if (!isAnswer && !ReportName.IsAnswer(name))
        {
            count = ReadReports(in fields, name, ref clock, sink);
        }

        if (count < 0)
        {
            return DeviceMessage.Refused(FrameFault.TooManyReports);
        }

        var news = device.Name(id);
        if (name == ReportName.Hbd)
        {
            AnswerHeartbeat(version, fields.CountNumber, reply);
            return new DeviceMessage(MessageKind.Reports, Reports: count, DeviceId: news);
        }

        if (acknowledgeAll)
        {
            Acknowledge(fields.CountNumber, reply);
        }

        return count == 0
            ? new DeviceMessage(MessageKind.Other, DeviceId: news)
            : new DeviceMessage(MessageKind.Reports, Reports: count, ReplyAwaitsCommit: acknowledgeAll, DeviceId: news);
    }

    private static int ReadHeartbeat(in TextFields fields, ref SendClock clock, IReportSink sink)
    {
        var report = sink.Rent();
        report.Kind = ReportKind.Heartbeat;
        report.DeviceTimeMs = clock.ToUtc(TextValue.Time(fields.SendTime));
        return sink.Add(report) ? 1 : -1;
    }

    private static int ReadReports(in TextFields fields, int name, ref SendClock clock, IReportSink sink)
    {
        var model = DeviceType.Of(fields[Version]);

        // The device name, and before it the VIN on some models.
        var nameField = DeviceId + (model.HasVin ? 2 : 1);
        if (name is ReportName.Fri or ReportName.Eri)
        {
            return FixedReport.Read(in fields, nameField, name == ReportName.Eri, model, ref clock, sink);
        }

        var report = sink.Rent();
        EventReport.Read(in fields, nameField, name, model, ref clock, report);
        return sink.Add(report) ? 1 : -1;
    }

    /// <summary>A frame that lost its tail character runs into the next one.</summary>
    private static bool HasSecondHead(ReadOnlySpan<byte> text)
    {
        var rest = text[1..];
        return rest.IndexOf("+RESP:"u8) >= 0 || rest.IndexOf("+BUFF:"u8) >= 0 || rest.IndexOf("+ACK:"u8) >= 0;
    }

    private static bool IsCount(ReadOnlySpan<byte> count) => count.Length <= MaxCountLength && TextValue.Hex(count, MaxCountLength) is not null;

    private static void Acknowledge(ReadOnlySpan<byte> count, IBufferWriter<byte> reply)
    {
        var answer = reply.GetSpan(MaxReplyLength);
        var length = Put(answer, 0, "+SACK:"u8);
        length = Put(answer, length, count);
        reply.Advance(Put(answer, length, "$"u8));
    }

    private static void AnswerHeartbeat(ReadOnlySpan<byte> version, ReadOnlySpan<byte> count, IBufferWriter<byte> reply)
    {
        var answer = reply.GetSpan(MaxReplyLength);
        var length = Put(answer, 0, "+SACK:GTHBD,"u8);
        length = Put(answer, length, version);
        length = Put(answer, length, ","u8);
        length = Put(answer, length, count);
        reply.Advance(Put(answer, length, "$"u8));
    }

    private static int Put(Span<byte> answer, int length, ReadOnlySpan<byte> part)
    {
        part.CopyTo(answer[length..]);
        return length + part.Length;
    }
}
