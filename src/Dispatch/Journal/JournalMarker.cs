using System.Buffers.Binary;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// The file that says that a journal was made here, and its unchangeable facts, little-endian: u32 'GWJM', u32 version,
/// i32 partitions, i32 page bytes, i64 segment bytes, 16 bytes journal id, i64 made at (Unix milliseconds), u32 CRC-32C.
/// </summary>
internal readonly record struct JournalMarker(
    int PartitionCount, LogGeometry Geometry, Guid JournalId, long MadeAtUnixMs)
{
    public const string FileName = "journal.marker";
    private const uint Magic = 0x4D4A5747; // "GWJM"
    private const uint Version = 1;
    private const int Bytes = 52;

    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        var span = bytes.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], PartitionCount);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], Geometry.PageBytes);
        BinaryPrimitives.WriteInt64LittleEndian(span[16..], Geometry.SegmentBytes);
        _ = JournalId.TryWriteBytes(span[24..]);
        BinaryPrimitives.WriteInt64LittleEndian(span[40..], MadeAtUnixMs);
        BinaryPrimitives.WriteUInt32LittleEndian(span[48..], Crc32C.Compute(span[..48]));
        return bytes;
    }

    /// <summary>False when the bytes are not a whole, unharmed marker of a version we know.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalMarker marker)
    {
        marker = default;
        if (bytes.Length != Bytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[48..]) != Crc32C.Compute(bytes[..48]))
        {
            return false;
        }

        marker = new JournalMarker(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            new LogGeometry(
                BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[16..])),
            new Guid(bytes.Slice(24, 16)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]));
        return true;
    }
}
