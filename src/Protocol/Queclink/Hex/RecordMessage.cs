using System.Buffers.Binary;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Queclink.Hex;

/// <summary>
/// The binary frames of newer models (GL601 and the like): <c>2B 00</c>, u16 length, flags, IMEI in packed digits, device
/// type, versions, reserved bytes with their length, records, count number, check byte, <c>24</c>. A record: its length,
/// time and number, an id, an event, and items of an id, a length and data. Heartbeats are <c>2B 10</c>, a byte of length,
/// IMEI, type, versions, time, count number, check byte, <c>24</c>.
/// </summary>
internal static class RecordMessage
{
    private const int FlagsOffset = 4;
    private const int MultiPacket = 0x80;
    private const int IdLength = 8;

    /// <summary>Device type, protocol version, custom version.</summary>
    private const int VersionsLength = 5;

    /// <summary>Count number, check byte, tail.</summary>
    private const int TrailerLength = 4;

    /// <summary>Length, time, number, id, event.</summary>
    private const int MinRecordLength = 9;

    private const int HeartbeatLength = 24;

    private const byte ShortPosition = 0x51;
    private const byte LongPosition = 0x52;
    private const int ShortPositionLength = 15;
    private const int LongPositionLength = 22;
    private const double UnitsPerDegree = 1e6;

    /// <summary>
    /// CRC-8/NRSC-5 over all bytes before it. Named by no document at hand; the documents' two examples and every real frame
    /// have it.
    /// </summary>
    public static bool ChecksumHolds(ReadOnlySpan<byte> frame) => Crc8.Nrsc5.Compute(frame[..^2]) == frame[^2];

    public static DeviceMessage Read(ReadOnlySpan<byte> frame, ref NamedDevice device, IReportSink sink)
    {
        Span<byte> id = stackalloc byte[NamedDevice.MaxLength];
        var offset = FlagsOffset + 1 + (frame.Length > FlagsOffset && (frame[FlagsOffset] & MultiPacket) != 0 ? 2 : 0);
        var reserved = offset + IdLength + VersionsLength;
        if (frame.Length <= reserved + TrailerLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        var idDigits = HexValue.ReadPackedId(frame.Slice(offset, IdLength), id);
        offset = reserved + 1 + frame[reserved];
        if (idDigits == 0 || offset > frame.Length - TrailerLength)
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        var records = frame[offset..^TrailerLength];
        var count = 0;
        while (!records.IsEmpty)
        {
            var fault = TakeRecord(ref records, sink);
            if (fault != FrameFault.None)
            {
                return DeviceMessage.Refused(fault);
            }

            count++;
        }

        var news = device.Name(id[..idDigits]);
        return count == 0
            ? new DeviceMessage(MessageKind.Other, DeviceId: news)
            : new DeviceMessage(MessageKind.Reports, Reports: count, DeviceId: news);
    }

    public static DeviceMessage ReadHeartbeat(ReadOnlySpan<byte> frame, ref NamedDevice device, IReportSink sink)
    {
        const int IdOffset = 3;
        const int TimeOffset = IdOffset + IdLength + VersionsLength;
        Span<byte> id = stackalloc byte[NamedDevice.MaxLength];
        if (frame.Length != HeartbeatLength)
        {
            return DeviceMessage.Refused(FrameFault.Length);
        }

        var digits = HexValue.ReadPackedId(frame.Slice(IdOffset, IdLength), id);
        if (digits == 0)
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        var report = sink.Rent();
        report.Kind = ReportKind.Heartbeat;
        report.DeviceTimeMs = UnixTime(frame[TimeOffset..]);
        return sink.Add(report)
            ? new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: device.Name(id[..digits]))
            : DeviceMessage.Refused(FrameFault.TooManyReports);
    }

    private static FrameFault TakeRecord(ref ReadOnlySpan<byte> records, IReportSink sink)
    {
        // A length above 7F has two bytes and its highest bit set; it counts itself.
        var lengthBytes = records[0] < 0x80 ? 1 : 2;
        if (records.Length < lengthBytes + MinRecordLength - 1)
        {
            return FrameFault.Body;
        }

        var length = lengthBytes == 1 ? records[0] : BinaryPrimitives.ReadUInt16BigEndian(records) & 0x7FFF;
        if (length < lengthBytes + MinRecordLength - 1 || length > records.Length)
        {
            return FrameFault.Body;
        }

        var record = records[lengthBytes..length];
        records = records[length..];
        var report = sink.Rent();
        report.DeviceTimeMs = UnixTime(record);
        report.EventCode = record[6];
        var items = record[(MinRecordLength - 1)..];
        while (!items.IsEmpty)
        {
            if (items.Length < 2 || items[1] > items.Length - 2)
            {
                return FrameFault.Body;
            }

            Take(items[0], items.Slice(2, items[1]), report);
            items = items[(2 + items[1])..];
        }

        return sink.Add(report) ? FrameFault.None : FrameFault.TooManyReports;
    }

    private static void Take(byte id, ReadOnlySpan<byte> data, DeviceReport report)
    {
        if (id is not (ShortPosition or LongPosition) || data.Length < ShortPositionLength)
        {
            return;
        }

        var longitude = BinaryPrimitives.ReadInt32BigEndian(data[1..]) / UnitsPerDegree;
        var latitude = BinaryPrimitives.ReadInt32BigEndian(data[5..]) / UnitsPerDegree;
        var hasMore = id == LongPosition && data.Length >= LongPositionLength;
        if (Math.Abs(longitude) > 180 || Math.Abs(latitude) > 90 || (longitude == 0 && latitude == 0))
        {
            return;
        }

        report.Longitude = longitude;
        report.Latitude = latitude;
        report.FixTimeMs = UnixTime(data[9..]);
        report.HasFix = !hasMore || data[15] > 0;
        if (!report.HasFix)
        {
            return;
        }

        report.SpeedKph = BinaryPrimitives.ReadUInt16BigEndian(data[13..]) / 10.0;
        if (hasMore)
        {
            report.Hdop = data[15] / 10.0;
            report.CourseDegrees = BinaryPrimitives.ReadUInt16BigEndian(data[16..]) is <= 360 and var course ? course : null;
            report.AltitudeMeters = (BinaryPrimitives.ReadInt32BigEndian(data[17..]) << 8 >> 8) / 10.0;
            report.Satellites = data[21];
        }
    }

    private static long UnixTime(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes) * 1000L;
}
