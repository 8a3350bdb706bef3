using System.Buffers.Binary;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// What one commit metadata file says, little-endian: u32 'GWJC', u32 version, u32 salt, i64 begin, i64 until,
/// i64 commit number, i64 next sequence, u32 CRC-32C.
/// </summary>
/// <param name="Begin">The oldest position kept.</param>
/// <param name="Until">Everything before it was on disk.</param>
/// <param name="Number">Commit number.</param>
/// <param name="NextSequence">Sequence of the first record at or after <paramref name="Until"/>.</param>
internal readonly record struct CommitMetadata(long Begin, long Until, long Number, long NextSequence)
{
    private const uint Magic = 0x434A5747; // "GWJC"
    private const uint Version = 1;
    private const int Bytes = 48;

    public void Write(Span<byte> span, uint salt)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(span, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(span[8..], salt);
        BinaryPrimitives.WriteInt64LittleEndian(span[12..], Begin);
        BinaryPrimitives.WriteInt64LittleEndian(span[20..], Until);
        BinaryPrimitives.WriteInt64LittleEndian(span[28..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(span[36..], NextSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(span[44..], Crc32C.Compute(span[..44]));
    }

    public byte[] ToBytes(uint salt)
    {
        var bytes = new byte[Bytes];
        Write(bytes, salt);
        return bytes;
    }

    /// <summary>False when the bytes are not whole and unharmed, or belong to another partition.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, uint salt, out CommitMetadata metadata)
    {
        metadata = default;
        if (bytes.Length != Bytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != salt
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[44..]) != Crc32C.Compute(bytes[..44]))
        {
            return false;
        }

        metadata = new CommitMetadata(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[36..]));
        return true;
    }
}
