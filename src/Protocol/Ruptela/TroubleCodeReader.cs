using System.Buffers.Binary;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Ruptela;

/// <summary>
/// Trouble codes: a count, then each with a reserved byte, time, longitude, latitude, state, and five characters. A report
/// has no place for the code itself; when and where it was is kept.
/// </summary>
internal static class TroubleCodeReader
{
    private const int CodeLength = 5;
    private const int EntryLength = 1 + 4 + 4 + 4 + 1 + CodeLength;
    private const double UnitsPerDegree = 1e7;

    public static FrameFault Read(ReadOnlySpan<byte> data, IReportSink sink, out int reports)
    {
        reports = 0;
        if (data.IsEmpty || data.Length != 1 + (data[0] * EntryLength))
        {
            return FrameFault.RecordCount;
        }

        for (var entry = data[1..]; !entry.IsEmpty; entry = entry[EntryLength..])
        {
            var report = sink.Rent();
            report.DeviceTimeMs = BinaryPrimitives.ReadUInt32BigEndian(entry[1..]) * 1000L;
            var longitude = BinaryPrimitives.ReadInt32BigEndian(entry[5..]) / UnitsPerDegree;
            var latitude = BinaryPrimitives.ReadInt32BigEndian(entry[9..]) / UnitsPerDegree;
            if (Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90 && (longitude != 0 || latitude != 0))
            {
                report.HasFix = true;
                report.Longitude = longitude;
                report.Latitude = latitude;
            }

            if (!sink.Add(report))
            {
                return FrameFault.TooManyReports;
            }

            reports++;
        }

        return FrameFault.None;
    }
}
