using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Queclink.Hex;

/// <summary>
/// +HBD: a mask of one byte, length, device type, versions, id, send time, count number. Read from the end, where the
/// lengths do not depend on the mask but for the three last.
/// </summary>
internal static class HexHeartbeat
{
    private const int MaskOffset = QueclinkFrame.HexHeadLength;
    private const int FirstField = 6;
    private const int IdIsName = 1 << 4;
    private const int HasSendTime = 1 << 5;
    private const int HasCount = 1 << 6;
    private const int HasId = 1 << 7;
    private const int IdLength = 8;

    public static DeviceMessage Read(ReadOnlySpan<byte> frame, ref NamedDevice device, IReportSink sink)
    {
        var mask = frame[MaskOffset];
        var end = frame.Length - QueclinkFrame.HexTrailerLength - ((mask & HasCount) != 0 ? sizeof(ushort) : 0);
        long? sent = null;
        if ((mask & HasSendTime) != 0)
        {
            end -= HexValue.TimeLength;
            sent = end >= FirstField ? HexValue.Time(frame[end..]) : null;
        }

        string? news = null;
        if ((mask & HasId) != 0)
        {
            Span<byte> id = stackalloc byte[NamedDevice.MaxLength];
            end -= IdLength;
            if (end < FirstField
                || HexValue.ReadId(frame.Slice(end, IdLength), (mask & IdIsName) != 0, id) is not (> 0 and var length))
            {
                return DeviceMessage.Refused(FrameFault.Body);
            }

            news = device.Name(id[..length]);
        }
        else if (device.IsUnknown)
        {
            // Nobody's heartbeat.
            return new DeviceMessage(MessageKind.Other);
        }

        var report = sink.Rent();
        report.Kind = ReportKind.Heartbeat;
        report.DeviceTimeMs = sent;
        return sink.Add(report)
            ? new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: news)
            : DeviceMessage.Refused(FrameFault.TooManyReports);
    }
}
