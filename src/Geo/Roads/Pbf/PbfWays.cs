using System.Text;

namespace Gateway.Geo.Roads.Pbf;

/// <summary>The ways of a file that are roads, and the nodes that they go along.</summary>
internal sealed class PbfWays(RoadSink sink, RoadReadLimits limits)
{
    private readonly List<(RoadAttributes Road, int First)> _ways = [];
    private readonly List<long> _references = [];

    public List<long> References => _references;

    /// <summary>Reads the ways of a block; false where it is broken.</summary>
    public bool ReadBlock(PbfBlock block, ReadOnlySpan<byte> data)
    {
        foreach (var range in block.Groups)
        {
            var group = new ProtoReader(data[range]);
            while (group.Next(out var field))
            {
                if (field != 3)
                {
                    group.Skip();
                }
                else if (!ReadWay(block, data, group.Bytes()))
                {
                    return false;
                }
            }

            if (group.Failed)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Hands the roads on, cut where a node is not in the file.</summary>
    public void AddTo(NodePlaces places)
    {
        var line = new List<double>();
        for (var i = 0; i < _ways.Count && !sink.IsFull; i++)
        {
            var end = i + 1 < _ways.Count ? _ways[i + 1].First : _references.Count;
            line.Clear();
            for (var at = _ways[i].First; at < end; at++)
            {
                if (places.TryGet(_references[at], out var latitude, out var longitude))
                {
                    line.Add(longitude);
                    line.Add(latitude);
                }
                else
                {
                    Put(_ways[i].Road, line);
                }
            }

            Put(_ways[i].Road, line);
        }
    }

    private void Put(in RoadAttributes road, List<double> line)
    {
        if (line.Count >= 4)
        {
            sink.Add(road, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line), $"way {road.WayId}");
        }

        line.Clear();
    }

    private bool ReadWay(PbfBlock block, ReadOnlySpan<byte> data, ReadOnlySpan<byte> bytes)
    {
        long id = 0;
        ReadOnlySpan<byte> keys = default, values = default, references = default;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    id = reader.Number();
                    break;
                case 2:
                    keys = reader.Bytes();
                    break;
                case 3:
                    values = reader.Bytes();
                    break;
                case 8:
                    references = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (reader.Failed || !ReadTags(block, data, keys, values, out var tags))
        {
            return false;
        }

        if (tags.Highway is null || tags.IsNoRoad)
        {
            sink.Skipped += tags.Highway is null ? 0 : 1;
            return true;
        }

        return ReadReferences(id, tags, references);
    }

    private bool ReadReferences(long id, in RoadTags tags, ReadOnlySpan<byte> references)
    {
        _ways.Add((tags.ToAttributes(id), _references.Count));
        var packed = new ProtoReader(references);
        long node = 0;
        while (!packed.IsEmpty)
        {
            node += packed.PackedSigned();
            _references.Add(node);
        }

        if (_references.Count > limits.MaxSegments || _ways.Count > limits.MaxSegments)
        {
            sink.Stop($"way {id}", $"There are more than {limits.MaxSegments} segments.");
        }

        return !packed.Failed;
    }

    private static bool ReadTags(
        PbfBlock block, ReadOnlySpan<byte> data, ReadOnlySpan<byte> keys, ReadOnlySpan<byte> values, out RoadTags tags)
    {
        const int MaxTagBytes = 1_000;
        tags = default;
        var keyReader = new ProtoReader(keys);
        var valueReader = new ProtoReader(values);
        while (!keyReader.IsEmpty)
        {
            var (key, value) = (keyReader.Packed(), valueReader.Packed());
            if (keyReader.Failed || valueReader.Failed
                || key >= (ulong)block.TextCount || value >= (ulong)block.TextCount)
            {
                return false;
            }

            var name = block.Text(data, (int)key);
            var text = block.Text(data, (int)value);
            if (text.Length <= MaxTagBytes && RoadTags.Matters(name))
            {
                tags.Set(name, Encoding.UTF8.GetString(text));
            }
        }

        return valueReader.IsEmpty;
    }
}
