using System.Buffers.Binary;

namespace Gateway.Simulator.Tests.Support;

/// <summary>A reader of Teltonika frames that shares nothing with the encoder under test: byte by byte, bit by bit.</summary>
internal sealed record AvlFrame(int Codec, IReadOnlyList<AvlFrame.Record> Records)
{
    public static AvlFrame Parse(ReadOnlySpan<byte> frame)
    {
        Assert.Equal(0u, BinaryPrimitives.ReadUInt32BigEndian(frame));
        var length = (int)BinaryPrimitives.ReadUInt32BigEndian(frame[4..]);
        Assert.Equal(frame.Length, 8 + length + 4);
        var data = frame.Slice(8, length);
        Assert.Equal(BitwiseCrc(data), BinaryPrimitives.ReadUInt32BigEndian(frame[(8 + length)..]));
        Assert.Equal(data[1], data[^1]);

        var position = 2;
        var records = new List<Record>();
        for (var i = 0; i < data[1]; i++)
        {
            records.Add(ReadRecord(data, data[0], ref position));
        }

        Assert.Equal(length - 1, position);
        return new AvlFrame(data[0], records);
    }

    public static uint BitwiseCrc(ReadOnlySpan<byte> data)
    {
        uint crc = 0;
        foreach (var value in data)
        {
            crc ^= value;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return crc;
    }

    private static Record ReadRecord(ReadOnlySpan<byte> data, int codec, ref int position)
    {
        var record = new Record
        {
            Time = (long)Unsigned(data, 8, ref position),
            Priority = (int)Unsigned(data, 1, ref position),
            Longitude = (int)(uint)Unsigned(data, 4, ref position),
            Latitude = (int)(uint)Unsigned(data, 4, ref position),
            Altitude = (short)Unsigned(data, 2, ref position),
            Course = (int)Unsigned(data, 2, ref position),
            Satellites = (int)Unsigned(data, 1, ref position),
            Speed = (int)Unsigned(data, 2, ref position),
            Event = (int)Unsigned(data, codec == 8 ? 1 : 2, ref position),
            Generation = codec == 0x10 ? (int)Unsigned(data, 1, ref position) : null,
        };
        var countSize = codec == 0x8E ? 2 : 1;
        var total = (int)Unsigned(data, countSize, ref position);
        foreach (var size in new[] { 1, 2, 4, 8 })
        {
            var count = (int)Unsigned(data, countSize, ref position);
            for (var i = 0; i < count; i++)
            {
                var id = (int)Unsigned(data, codec == 8 ? 1 : 2, ref position);
                record.Elements.Add(id, (size, Unsigned(data, size, ref position)));
            }
        }

        if (codec == 0x8E)
        {
            Assert.Equal(0ul, Unsigned(data, 2, ref position));
        }

        Assert.Equal(total, record.Elements.Count);
        return record;
    }

    private static ulong Unsigned(ReadOnlySpan<byte> data, int size, ref int position)
    {
        ulong value = 0;
        for (var i = 0; i < size; i++)
        {
            value = (value << 8) | data[position++];
        }

        return value;
    }

    internal sealed class Record
    {
        public long Time { get; init; }

        public int Priority { get; init; }

        public int Longitude { get; init; }

        public int Latitude { get; init; }

        public short Altitude { get; init; }

        public int Course { get; init; }

        public int Satellites { get; init; }

        public int Speed { get; init; }

        public int Event { get; init; }

        public int? Generation { get; init; }

        public Dictionary<int, (int Size, ulong Value)> Elements { get; } = [];
    }
}
