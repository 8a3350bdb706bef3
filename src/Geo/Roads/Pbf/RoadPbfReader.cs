using System.Text;

namespace Gateway.Geo.Roads.Pbf;

/// <summary>
/// Roads from an OpenStreetMap extract, <c>.osm.pbf</c> (wiki, PBF Format): ways with <c>highway</c>. Goes through the
/// file twice, first for the ways, then for the places of their nodes, so that memory holds the roads alone.
/// </summary>
public static class RoadPbfReader
{
    /// <summary>Reads the file; the builder is only to be used where there is no fault.</summary>
    /// <param name="stream">A stream that can seek.</param>
    public static RoadReadResult Read(
        Stream stream, RoadIndexBuilder builder, RoadReadLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var sink = new RoadSink(builder, limits);
        var ways = new PbfWays(sink, limits);
        var start = stream.Position;
        EachBlock(stream, sink, ways.ReadBlock, cancellationToken);
        if (!sink.HasFaults)
        {
            var places = new NodePlaces(ways.References);
            stream.Position = start;
            EachBlock(stream, sink, (block, data) => PbfNodes.ReadBlock(block, data, places), cancellationToken);
            if (!sink.HasFaults)
            {
                ways.AddTo(places);
            }
        }

        return sink.ToResult();
    }

    private delegate bool BlockReader(PbfBlock block, ReadOnlySpan<byte> data);

    private static void EachBlock(Stream stream, RoadSink sink, BlockReader read, CancellationToken cancellationToken)
    {
        var blobs = new PbfBlobReader(stream);
        var block = new PbfBlock();
        var isFirst = true;
        while (!sink.IsFull)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!blobs.Next(out var fault))
            {
                fault ??= isFirst ? "The file is empty." : null;
                if (fault is not null)
                {
                    sink.Stop($"byte {blobs.Position}", fault);
                }

                return;
            }

            if (isFirst && blobs.Type != "OSMHeader")
            {
                sink.Stop("byte 0", "This is not an .osm.pbf file.");
            }
            else if (blobs.Type == "OSMHeader" && UnknownFeature(blobs.Data) is { } feature)
            {
                sink.Stop($"byte {blobs.Position}", $"The file needs \"{feature}\", which is not known here.");
            }
            else if (blobs.Type == "OSMData" && !(block.Read(blobs.Data) && read(block, blobs.Data)))
            {
                sink.Stop($"byte {blobs.Position}", "The block is broken.");
            }

            isFirst = false;
        }
    }

    // Required features, field 4 of the header; a file that needs more than these can't be read rightly.
    private static string? UnknownFeature(ReadOnlySpan<byte> header)
    {
        var reader = new ProtoReader(header);
        while (reader.Next(out var field))
        {
            if (field != 4)
            {
                reader.Skip();
                continue;
            }

            var name = reader.Bytes();
            if (!name.SequenceEqual("OsmSchema-V0.6"u8) && !name.SequenceEqual("DenseNodes"u8))
            {
                return Encoding.UTF8.GetString(name[..Math.Min(40, name.Length)]);
            }
        }

        return reader.Failed ? "a readable header" : null;
    }
}
