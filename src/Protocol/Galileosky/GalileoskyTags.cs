using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Galileosky;

/// <summary>The tags of a packet: records one after the other, each ending where a tag comes for the second time.</summary>
internal static class GalileoskyTags
{
    /// <summary>Reads all records; on a fault the sink's content is void.</summary>
    /// <param name="tags">From the first tag to the last one's data.</param>
    /// <param name="sink">Gets the records.</param>
    /// <param name="reports">How many there were.</param>
    /// <param name="imei">The IMEI that the packet names; empty where none.</param>
    public static FrameFault Read(
        ReadOnlySpan<byte> tags, IReportSink sink, out int reports, out ReadOnlySpan<byte> imei)
    {
        reports = 0;
        imei = default;
        Span<bool> seen = stackalloc bool[256];
        var report = sink.Rent();
        var record = new GalileoskyRecord(report);
        while (!tags.IsEmpty)
        {
            var tag = tags[0];
            var length = GalileoskyTag.DataLength(tag, tags[1..]);
            if (length < 0)
            {
                return FrameFault.Body;
            }

            var data = tags.Slice(1, length);
            tags = tags[(1 + length)..];
            if (seen[tag])
            {
                if (!TryEnd(ref record, report, sink, ref reports))
                {
                    return FrameFault.TooManyReports;
                }

                seen.Clear();
                report = sink.Rent();
                record = new GalileoskyRecord(report);
            }

            seen[tag] = true;
            if (tag == GalileoskyTag.Imei)
            {
                if (!imei.IsEmpty && !imei.SequenceEqual(data))
                {
                    return FrameFault.Body;
                }

                imei = data;
            }

            record.Add(tag, data);
        }

        return TryEnd(ref record, report, sink, ref reports) ? FrameFault.None : FrameFault.TooManyReports;
    }

    private static bool TryEnd(ref GalileoskyRecord record, DeviceReport report, IReportSink sink, ref int reports)
    {
        if (!record.IsRecord)
        {
            return true;
        }

        record.Complete();
        reports++;
        return sink.Add(report);
    }
}
