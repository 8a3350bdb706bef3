using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Geo.Roads;

/// <summary>
/// A <see cref="RoadIndex"/> as bytes, little-endian: magic, version, counts, ways, segments in their order, names. Who
/// stores it adds a checksum.
/// </summary>
public static class RoadIndexFormat
{
    private const uint Magic = 0x44525747; // "GWRD" as the first bytes
    private const int Version = 1;
    private const int MaxCount = 1 << 30;

    public static void Write(RoadIndex index, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(index);
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(index.Ways.Length);
        writer.Write(index.Segments.Length);
        writer.Write(index.Names.Length);
        WriteAll(writer, index.Ways);
        WriteAll(writer, index.Segments);
        foreach (var name in index.Names)
        {
            writer.Write(name);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null, with the reason, where it is something else.</summary>
    /// <param name="stream">A stream that knows its length.</param>
    /// <param name="fault">What is wrong.</param>
    public static RoadIndex? Read(Stream stream, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            fault = null;
            if (reader.ReadUInt32() != Magic)
            {
                fault = "it does not hold roads";
                return null;
            }

            var version = reader.ReadInt32();
            if (version != Version)
            {
                fault = $"its version is {version}, this gateway reads version {Version}";
                return null;
            }

            var (ways, segments, names) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            if (ways is < 0 or > MaxCount || segments is < 0 or > MaxCount || names < 1
                || names > ways + 1 || stream.Length - stream.Position < (ways * 24L) + (segments * 20L) + names)
            {
                fault = "its counts can't be true";
                return null;
            }

            return ReadBody(stream, reader, ways, segments, names, out fault);
        }
        catch (Exception e) when (e is EndOfStreamException or DecoderFallbackException or FormatException)
        {
            fault = "it ends too early";
            return null;
        }
    }

    private static RoadIndex? ReadBody(
        Stream stream, BinaryReader reader, int wayCount, int segmentCount, int nameCount, out string? fault)
    {
        fault = null;
        var ways = new RoadWay[wayCount];
        ReadAll(stream, ways);
        var segments = new RoadSegment[segmentCount];
        ReadAll(stream, segments);
        var names = new string[nameCount];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString();
        }

        if (Array.Exists(ways, way => (uint)way.Name >= (uint)names.Length)
            || Array.Exists(segments, segment => (uint)segment.Way >= (uint)ways.Length))
        {
            fault = "it names what is not in it";
            return null;
        }

        return new RoadIndex(segments, ways, names);
    }

    // In pieces: the bytes of a large array are more than a span holds.
    private const int Piece = 1 << 16;

    private static void WriteAll<T>(BinaryWriter writer, T[] items)
        where T : unmanaged
    {
        for (var i = 0; i < items.Length; i += Piece)
        {
            writer.Write(MemoryMarshal.AsBytes(items.AsSpan(i, Math.Min(Piece, items.Length - i))));
        }
    }

    private static void ReadAll<T>(Stream stream, T[] items)
        where T : unmanaged
    {
        for (var i = 0; i < items.Length; i += Piece)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(items.AsSpan(i, Math.Min(Piece, items.Length - i))));
        }
    }
}
