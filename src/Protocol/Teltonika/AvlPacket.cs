using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Teltonika;

/// <summary>The data of a packet with records: codec, count, records, count.</summary>
internal static class AvlPacket
{
    /// <summary>Codec id and first count.</summary>
    private const int HeadLength = 2;

    /// <param name="codec">Codec 8, 8 Extended or 16.</param>
    /// <param name="data">From the codec id to the second count: at least three bytes.</param>
    /// <param name="sink">Gets the records; void where a fault is returned.</param>
    /// <param name="records">How many there were.</param>
    public static FrameFault Read(TeltonikaCodec codec, ReadOnlySpan<byte> data, IReportSink sink, out int records)
    {
        records = 0;
        int count = data[1];
        if (count != data[^1])
        {
            return FrameFault.RecordCount;
        }

        var reader = new AvlRecordReader(codec, data[HeadLength..^1]);
        for (var i = 0; i < count; i++)
        {
            var report = sink.Rent();
            if (!reader.TryRead(report))
            {
                return FrameFault.Body;
            }

            if (!sink.Add(report))
            {
                return FrameFault.TooManyReports;
            }
        }

        if (!reader.AtEnd)
        {
            return FrameFault.Body;
        }

        records = count;
        return FrameFault.None;
    }
}
