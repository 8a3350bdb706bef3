using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gateway.Testing;

/// <summary>Writes small .osm.pbf files, by the wiki's page on the format and not by our reader.</summary>
public sealed class OsmPbf
{
    private readonly MemoryStream _file = new();
    private readonly List<string> _texts = [""];
    private readonly List<byte[]> _groups = [];

    public bool IsPacked { get; init; } = true;

    public int Granularity { get; init; } = 100;

    public static byte[] Blob(string type, byte[] data, bool packed)
    {
        var body = new MemoryStream();
        if (packed)
        {
            using var zlib = new MemoryStream();
            using (var stream = new ZLibStream(zlib, CompressionLevel.Optimal, leaveOpen: true))
            {
                stream.Write(data);
            }

            Number(body, 2, (ulong)data.Length);
            Bytes(body, 3, zlib.ToArray());
        }
        else
        {
            Bytes(body, 1, data);
        }

        var header = new MemoryStream();
        Bytes(header, 1, Encoding.UTF8.GetBytes(type));
        Number(header, 3, (ulong)body.Length);
        var blob = new byte[4 + header.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(blob, (int)header.Length);
        header.ToArray().CopyTo(blob, 4);
        body.ToArray().CopyTo(blob, 4 + (int)header.Length);
        return blob;
    }

    public OsmPbf Header(params string[] required)
    {
        var block = new MemoryStream();
        foreach (var feature in required)
        {
            Bytes(block, 4, Encoding.UTF8.GetBytes(feature));
        }

        _file.Write(Blob("OSMHeader", block.ToArray(), IsPacked));
        return this;
    }

    public OsmPbf Dense(params (long Id, double Lat, double Lon)[] nodes)
    {
        var (ids, lats, lons) = (new MemoryStream(), new MemoryStream(), new MemoryStream());
        long id = 0, lat = 0, lon = 0;
        foreach (var node in nodes)
        {
            Signed(ids, node.Id - id);
            Signed(lats, Units(node.Lat) - lat);
            Signed(lons, Units(node.Lon) - lon);
            (id, lat, lon) = (node.Id, Units(node.Lat), Units(node.Lon));
        }

        var dense = new MemoryStream();
        Bytes(dense, 1, ids.ToArray());
        Bytes(dense, 8, lats.ToArray());
        Bytes(dense, 9, lons.ToArray());
        return Group(2, dense.ToArray());
    }

    public OsmPbf Node(long id, double lat, double lon)
    {
        var node = new MemoryStream();
        Number(node, 1, ZigZag(id));
        Number(node, 8, ZigZag(Units(lat)));
        Number(node, 9, ZigZag(Units(lon)));
        return Group(1, node.ToArray());
    }

    public OsmPbf Way(long id, (string Key, string Value)[] tags, params long[] nodes)
    {
        var (keys, values, references) = (new MemoryStream(), new MemoryStream(), new MemoryStream());
        foreach (var (key, value) in tags)
        {
            Varint(keys, Text(key));
            Varint(values, Text(value));
        }

        long last = 0;
        foreach (var node in nodes)
        {
            Signed(references, node - last);
            last = node;
        }

        var way = new MemoryStream();
        Number(way, 1, (ulong)id);
        Bytes(way, 2, keys.ToArray());
        Bytes(way, 3, values.ToArray());
        Bytes(way, 8, references.ToArray());
        return Group(3, way.ToArray());
    }

    /// <summary>Ends a block of primitives.</summary>
    public OsmPbf Block()
    {
        var table = new MemoryStream();
        foreach (var text in _texts)
        {
            Bytes(table, 1, Encoding.UTF8.GetBytes(text));
        }

        var block = new MemoryStream();
        Bytes(block, 1, table.ToArray());
        foreach (var group in _groups)
        {
            Bytes(block, 2, group);
        }

        Number(block, 17, (ulong)Granularity);
        _groups.Clear();
        _file.Write(Blob("OSMData", block.ToArray(), IsPacked));
        return this;
    }

    public byte[] ToArray() => _file.ToArray();

    private OsmPbf Group(int field, byte[] content)
    {
        var group = new MemoryStream();
        Bytes(group, field, content);
        _groups.Add(group.ToArray());
        return this;
    }

    private ulong Text(string text)
    {
        if (!_texts.Contains(text))
        {
            _texts.Add(text);
        }

        return (ulong)_texts.IndexOf(text);
    }

    private long Units(double degrees) => (long)Math.Round(degrees * 1e9 / Granularity);

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static void Signed(Stream stream, long value) => Varint(stream, ZigZag(value));

    private static void Number(Stream stream, int field, ulong value)
    {
        Varint(stream, (ulong)field << 3);
        Varint(stream, value);
    }

    private static void Bytes(Stream stream, int field, byte[] value)
    {
        Varint(stream, ((ulong)field << 3) | 2);
        Varint(stream, (ulong)value.Length);
        stream.Write(value);
    }

    private static void Varint(Stream stream, ulong value)
    {
        while (value >= 0x80)
        {
            stream.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        stream.WriteByte((byte)value);
    }
}
