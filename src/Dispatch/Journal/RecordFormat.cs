using System.Buffers.Binary;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// Our part of every record, little-endian, before the payload:
/// <code>
///  0  u8   version (1)
///  1  u8   kind
///  2  u16  flags (0)
///  4  u64  sequence
/// 12  i64  appended, Unix milliseconds
/// 20  u32  CRC-32C over bytes 0..19 and the payload, seeded with the partition's salt
/// 24  payload, at least 1 byte
/// </code>
/// </summary>
internal static class RecordFormat
{
    public const int HeaderBytes = 24;
    private const byte Version = 1;
    private const int ChecksumOffset = 20;

    /// <summary>
    /// The checksum's seed: ties a record to its journal and partition, so that a file put in the wrong place is seen.
    /// </summary>
    public static uint Salt(Guid journalId, int partition)
    {
        Span<byte> identity = stackalloc byte[20];
        _ = journalId.TryWriteBytes(identity);
        BinaryPrimitives.WriteInt32LittleEndian(identity[16..], partition);
        return ~Crc32C.Compute(identity);
    }

    /// <summary>Writes header and payload; <paramref name="destination"/> has room for both.</summary>
    public static void Write(
        Span<byte> destination, uint salt, byte kind, long sequence, long appendedUnixMs, ReadOnlySpan<byte> payload)
    {
        destination[0] = Version;
        destination[1] = kind;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(destination[4..], sequence);
        BinaryPrimitives.WriteInt64LittleEndian(destination[12..], appendedUnixMs);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumOffset..], Checksum(salt, destination, payload));
        payload.CopyTo(destination[HeaderBytes..]);
    }

    /// <summary>False when the bytes are not a whole, unharmed record of this partition.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> record, uint salt, out byte kind, out long sequence, out long appendedUnixMs)
    {
        kind = 0;
        sequence = 0;
        appendedUnixMs = 0;
        if (record.Length <= HeaderBytes || record[0] != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(record[ChecksumOffset..])
                != Checksum(salt, record, record[HeaderBytes..]))
        {
            return false;
        }

        kind = record[1];
        sequence = BinaryPrimitives.ReadInt64LittleEndian(record[4..]);
        appendedUnixMs = BinaryPrimitives.ReadInt64LittleEndian(record[12..]);
        return true;
    }

    private static uint Checksum(uint salt, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) =>
        ~Crc32C.Continue(Crc32C.Continue(salt, header[..ChecksumOffset]), payload);
}
