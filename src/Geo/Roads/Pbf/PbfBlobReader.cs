using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gateway.Geo.Roads.Pbf;

/// <summary>
/// The blobs of an <c>.osm.pbf</c> file (wiki, PBF Format): length, header, data, raw or zlib. The format's own caps
/// hold: 64 KiB for a header, 32 MiB for data, packed or not.
/// </summary>
internal sealed class PbfBlobReader(Stream stream)
{
    private const int MaxHeaderBytes = 64 * 1024;
    private const int MaxDataBytes = 32 * 1024 * 1024;

    private byte[] _packed = new byte[MaxHeaderBytes];
    private byte[] _data = [];

    /// <summary>Where the blob found last starts.</summary>
    public long Position { get; private set; }

    public string Type { get; private set; } = "";

    public int Length { get; private set; }

    /// <summary>The blob's data; valid until the next.</summary>
    public ReadOnlySpan<byte> Data => _data.AsSpan(0, Length);

    /// <summary>Reads the next blob: true where there is one, false at the end or with a fault.</summary>
    public bool Next(out string? fault)
    {
        fault = null;
        Position = stream.Position;
        Span<byte> prefix = stackalloc byte[4];
        var read = stream.ReadAtLeast(prefix, 4, throwOnEndOfStream: false);
        if (read == 0)
        {
            return false;
        }

        var headerLength = BinaryPrimitives.ReadInt32BigEndian(prefix);
        if (read < 4 || headerLength is <= 0 or > MaxHeaderBytes)
        {
            fault = "This is not an .osm.pbf file, or it is cut off.";
            return false;
        }

        if (!Fill(headerLength) || !ReadHeader(_packed.AsSpan(0, headerLength), out var dataLength))
        {
            fault = "The header of a block is broken or too large.";
            return false;
        }

        if (!Fill(dataLength))
        {
            fault = "The file ends within a block.";
            return false;
        }

        return Unpack(dataLength, out fault);
    }

    private bool Fill(int length)
    {
        if (_packed.Length < length)
        {
            _packed = new byte[Math.Min(MaxDataBytes, length + (length / 2))];
        }

        return stream.ReadAtLeast(_packed.AsSpan(0, length), length, throwOnEndOfStream: false) == length;
    }

    private bool ReadHeader(ReadOnlySpan<byte> bytes, out int dataLength)
    {
        long length = -1;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    Type = Encoding.UTF8.GetString(reader.Bytes());
                    break;
                case 3:
                    length = reader.Number();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        dataLength = length is >= 0 and <= MaxDataBytes ? (int)length : 0;
        return !reader.Failed && dataLength == length;
    }

    private bool Unpack(int packedLength, out string? fault)
    {
        ReadOnlySpan<byte> raw = default, zlib = default;
        var hasRaw = false;
        long rawLength = -1;
        var reader = new ProtoReader(_packed.AsSpan(0, packedLength));
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    raw = reader.Bytes();
                    hasRaw = true;
                    break;
                case 2:
                    rawLength = reader.Number();
                    break;
                case 3:
                    zlib = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        fault = null;
        if (reader.Failed || (!hasRaw && (zlib.IsEmpty || rawLength is < 0 or > MaxDataBytes)))
        {
            fault = "The block is broken, or packed by a method other than zlib.";
            return false;
        }

        Length = hasRaw ? raw.Length : (int)rawLength;
        if (_data.Length < Length)
        {
            _data = new byte[Length];
        }

        if (hasRaw)
        {
            raw.CopyTo(_data);
            return true;
        }

        if (!Inflate(zlib))
        {
            fault = "The block can't be unpacked.";
            return false;
        }

        return true;
    }

    private bool Inflate(ReadOnlySpan<byte> zlib)
    {
        try
        {
            using var packed = new MemoryStream(zlib.ToArray(), writable: false);
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            return unpacked.ReadAtLeast(_data.AsSpan(0, Length), Length, throwOnEndOfStream: false) == Length
                && unpacked.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
