using System.Buffers.Binary;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Jt808;

/// <summary>The reports of a message that has some.</summary>
internal static class Jt808Reports
{
    /// <summary>Count and kind of a batch.</summary>
    private const int BatchHeadLength = 3;

    /// <summary>Level, signal and status of a heartbeat with a body.</summary>
    private const int HeartbeatStateLength = 3;

    /// <summary>A battery level and a time under the id of a batch.</summary>
    private const int LevelLength = 1 + Jt808Time.Length;

    /// <summary>Reads the message; on a fault the sink's content is void.</summary>
    public static DeviceMessage Read(in Jt808Header header, IReportSink sink) => header.Type switch
    {
        Jt808MessageId.LocationBatch => ReadBatch(header.Body, header.Address.Version, sink),
        Jt808MessageId.LocationBatch2 when header.Body.Length != LevelLength =>
            ReadShortBatch(header.Body, header.Address.Version, sink),
        _ => ReadOne(in header, sink),
    };

    private static DeviceMessage ReadOne(in Jt808Header header, IReportSink sink)
    {
        var report = sink.Rent();
        var body = header.Body;
        var isHeartbeat = header.Type is Jt808MessageId.Heartbeat or Jt808MessageId.Heartbeat2;
        var isRead = header.Type switch
        {
            Jt808MessageId.Location => Jt808Location.TryRead(body, header.Address.Version, report),
            Jt808MessageId.LocationResponse =>
                body.Length >= sizeof(ushort)
                && Jt808Location.TryRead(body[sizeof(ushort)..], header.Address.Version, report),
            Jt808MessageId.LocationBatch2 => TryReadLevel(body, report),
            Jt808MessageId.LockLocation => Jt808LockLocation.TryRead(body, isBlind: false, report),
            Jt808MessageId.LockBlindLocation => Jt808LockLocation.TryRead(body, isBlind: true, report),
            Jt808MessageId.DriverIdentity => Jt808DriverIdentity.TryRead(body, report),
            Jt808MessageId.Transparent => Jt808Transparent.TryRead(body, report),
            _ => TryReadHeartbeat(body, report),
        };
        if (!isRead)
        {
            return header.Type is Jt808MessageId.Transparent or Jt808MessageId.DriverIdentity
                ? new DeviceMessage(MessageKind.Other)
                : DeviceMessage.Refused(FrameFault.Body);
        }

        // Answers to a query and card readings are not answered.
        var awaitsCommit = !isHeartbeat
            && header.Type is not (Jt808MessageId.LocationResponse or Jt808MessageId.DriverIdentity);
        return sink.Add(report)
            ? new DeviceMessage(MessageKind.Reports, Reports: 1, ReplyAwaitsCommit: awaitsCommit)
            : DeviceMessage.Refused(FrameFault.TooManyReports);
    }

    private static DeviceMessage ReadBatch(ReadOnlySpan<byte> body, byte? version, IReportSink sink)
    {
        if (body.Length < BatchHeadLength)
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(body);
        var rest = body[BatchHeadLength..];
        var reports = 0;
        while (!rest.IsEmpty)
        {
            if (rest.Length < sizeof(ushort))
            {
                return DeviceMessage.Refused(FrameFault.Body);
            }

            var fault = ReadItem(BinaryPrimitives.ReadUInt16BigEndian(rest), rest[sizeof(ushort)..], version, sink, out rest);
            if (fault != FrameFault.None)
            {
                return DeviceMessage.Refused(fault);
            }

            reports++;
        }

        return reports == count ? Taken(reports) : DeviceMessage.Refused(FrameFault.RecordCount);
    }

    private static DeviceMessage ReadShortBatch(ReadOnlySpan<byte> body, byte? version, IReportSink sink)
    {
        var reports = 0;
        while (!body.IsEmpty)
        {
            var fault = ReadItem(body[0], body[1..], version, sink, out body);
            if (fault != FrameFault.None)
            {
                return DeviceMessage.Refused(fault);
            }

            reports++;
        }

        return Taken(reports);
    }

    private static FrameFault ReadItem(
        int length, ReadOnlySpan<byte> bytes, byte? version, IReportSink sink, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        if (length > bytes.Length)
        {
            return FrameFault.Body;
        }

        rest = bytes[length..];
        var report = sink.Rent();
        if (!Jt808Location.TryRead(bytes[..length], version, report))
        {
            return FrameFault.Body;
        }

        return sink.Add(report) ? FrameFault.None : FrameFault.TooManyReports;
    }

    private static DeviceMessage Taken(int reports) => reports == 0
        ? new DeviceMessage(MessageKind.Other)
        : new DeviceMessage(MessageKind.Reports, Reports: reports, ReplyAwaitsCommit: true);

    private static bool TryReadLevel(ReadOnlySpan<byte> body, DeviceReport report)
    {
        Jt808Items.SetBatteryPercent(body[0], report);
        report.DeviceTimeMs = Jt808Time.Read(body[1..]);
        return true;
    }

    private static bool TryReadHeartbeat(ReadOnlySpan<byte> body, DeviceReport report)
    {
        report.Kind = ReportKind.Heartbeat;
        if (body.Length >= HeartbeatStateLength)
        {
            Jt808Items.SetBatteryPercent(body[0], report);
            report.GsmSignal = body[1];
            report.TryAddIoValue(new IoValue(Jt808Location.StatusWord, body[2]));
        }

        return true;
    }
}
