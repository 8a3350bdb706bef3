using System.Buffers.Binary;
using Gateway.Protocol.Checksums;

namespace Gateway.Bench.Wire;

/// <summary>
/// A Codec 8 Extended frame that is sent again and again: made once, only the records' times, on demand the longitude,
/// and the checksum change. One owner.
/// </summary>
internal sealed class FrameTemplate
{
    private const int HeaderLength = 8;
    private const int FirstRecord = HeaderLength + 2;
    private const int LongitudeOffset = 9;

    private readonly byte[] _frame;
    private readonly int[] _records;

    private FrameTemplate(byte[] frame, int[] records)
    {
        _frame = frame;
        _records = records;
    }

    public ReadOnlySpan<byte> Bytes => _frame;

    public int Records => _records.Length;

    /// <summary>A frame of so many records, taken in turn from the records of a named frame.</summary>
    public static FrameTemplate Of(string name, int records)
    {
        var (source, count) = BenchFrames.Read(name);
        var sent = BinaryPrimitives.ReadUInt32BigEndian(source.AsSpan(source.Length - 4));
        if (source[HeaderLength] != 0x8E || sent != Crc16.Arc.Compute(source.AsSpan(HeaderLength..^4)))
        {
            throw new InvalidOperationException($"'{name}' is not a sound Codec 8 Extended frame.");
        }

        var bodies = new List<byte[]>();
        var offset = FirstRecord;
        for (var i = 0; i < count; i++)
        {
            var length = RecordLength(source.AsSpan(offset));
            bodies.Add(source.AsSpan(offset, length).ToArray());
            offset += length;
        }

        using var frame = new MemoryStream();
        frame.Write(stackalloc byte[HeaderLength]);
        frame.WriteByte(0x8E);
        frame.WriteByte((byte)records);
        var starts = new int[records];
        for (var i = 0; i < records; i++)
        {
            starts[i] = (int)frame.Length;
            frame.Write(bodies[i % bodies.Count]);
        }

        frame.WriteByte((byte)records);
        frame.Write(stackalloc byte[4]);
        var bytes = frame.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - HeaderLength - 4);
        return new FrameTemplate(bytes, starts);
    }

    /// <summary>Gives the records the times from that one on, a millisecond apart, and the frame its checksum.</summary>
    public void Stamp(long firstTimeMs)
    {
        for (var i = 0; i < _records.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(_frame.AsSpan(_records[i]), firstTimeMs + i);
        }

        WriteChecksum();
    }

    /// <summary>As <see cref="Stamp(long)"/>, with the first record's longitude, in 10^-7 degrees.</summary>
    public void Stamp(long firstTimeMs, int longitude)
    {
        BinaryPrimitives.WriteInt32BigEndian(_frame.AsSpan(_records[0] + LongitudeOffset), longitude);
        Stamp(firstTimeMs);
    }

    private void WriteChecksum() => BinaryPrimitives.WriteUInt32BigEndian(
        _frame.AsSpan(_frame.Length - 4), Crc16.Arc.Compute(_frame.AsSpan(HeaderLength..^4)));

    // Time 8, priority 1, position 15, event id 2, total 2; then four lists of id and value, one of id, length and value.
    private static int RecordLength(ReadOnlySpan<byte> record)
    {
        var length = 8 + 1 + 15 + 2 + 2;
        for (var valueLength = 1; valueLength <= 8; valueLength *= 2)
        {
            length += 2 + (BinaryPrimitives.ReadUInt16BigEndian(record[length..]) * (2 + valueLength));
        }

        var variable = BinaryPrimitives.ReadUInt16BigEndian(record[length..]);
        length += 2;
        for (var i = 0; i < variable; i++)
        {
            length += 4 + BinaryPrimitives.ReadUInt16BigEndian(record[(length + 2)..]);
        }

        return length;
    }
}
