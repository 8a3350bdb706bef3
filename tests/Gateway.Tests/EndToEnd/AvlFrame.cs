using System.Buffers.Binary;

namespace Gateway.Tests.EndToEnd;

/// <summary>Frames as a tracker sends them, and the ways in which they can be wrong.</summary>
internal static class AvlFrame
{
    private const byte Codec8Extended = 0x8E;

    public static byte[] Login(string imei) => [0, (byte)imei.Length, .. imei.Select(c => (byte)c)];

    public static byte[] Of(params IReadOnlyList<AvlRecord> records) => Wrap(Data(records, records.Count, records.Count));

    /// <summary>Counts that need not agree with each other or with the records.</summary>
    public static byte[] WithCounts(int first, int second, params IReadOnlyList<AvlRecord> records) =>
        Wrap(Data(records, first, second));

    public static byte[] WithWrongChecksum(params IReadOnlyList<AvlRecord> records)
    {
        var frame = Of(records);
        frame[^1] ^= 0xFF;
        return frame;
    }

    /// <summary>With another number in the length field.</summary>
    public static byte[] WithLength(Func<uint, uint> change, params IReadOnlyList<AvlRecord> records)
    {
        var frame = Of(records);
        var length = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), change(length));
        return frame;
    }

    private static byte[] Data(IReadOnlyList<AvlRecord> records, int first, int second) =>
        [Codec8Extended, (byte)first, .. records.SelectMany(record => record.ToBytes()), (byte)second];

    private static byte[] Wrap(byte[] data)
    {
        var frame = new byte[8 + data.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), data.Length);
        data.CopyTo(frame, 8);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8 + data.Length), Crc16(data));
        return frame;
    }

    /// <summary>CRC-16/ARC, bit by bit.</summary>
    private static ushort Crc16(ReadOnlySpan<byte> data)
    {
        ushort crc = 0;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1);
            }
        }

        return crc;
    }
}
