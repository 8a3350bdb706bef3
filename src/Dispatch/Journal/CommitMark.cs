using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// What FASTER writes into the log at the end of each commit (<c>FasterLogRecoveryInfo</c>, version 1):
/// i32 version, i64 checksum, i64 begin, i64 until, i64 commit number, i32 iterators (0), i32 cookie length (-1).
/// </summary>
/// <param name="Begin">The oldest position kept at that time.</param>
/// <param name="Until">Where the mark ends.</param>
/// <param name="Number">Commit number, growing by one.</param>
internal readonly record struct CommitMark(long Begin, long Until, long Number)
{
    /// <summary>
    /// Reads a mark from a whole log entry (frame header included) at <paramref name="position"/>; false unless frame
    /// checksum, mark checksum and the position in the mark all fit.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> entry, long position, out CommitMark mark)
    {
        mark = default;
        if (entry.Length < LogEntry.TotalFor(LogEntry.CommitBytes)
            || BinaryPrimitives.ReadInt32LittleEndian(entry[8..]) != -LogEntry.CommitBytes
            || BinaryPrimitives.ReadUInt64LittleEndian(entry) != Xor(entry.Slice(8, sizeof(int) + LogEntry.CommitBytes)))
        {
            return false;
        }

        var body = entry.Slice(LogEntry.HeaderBytes, LogEntry.CommitBytes);
        var version = BinaryPrimitives.ReadInt32LittleEndian(body);
        var checksum = BinaryPrimitives.ReadInt64LittleEndian(body[4..]);
        var begin = BinaryPrimitives.ReadInt64LittleEndian(body[12..]);
        var until = BinaryPrimitives.ReadInt64LittleEndian(body[20..]);
        var number = BinaryPrimitives.ReadInt64LittleEndian(body[28..]);
        var iterators = BinaryPrimitives.ReadInt32LittleEndian(body[36..]);
        var cookieLength = BinaryPrimitives.ReadInt32LittleEndian(body[40..]);
        if (version != 1 || iterators != 0 || cookieLength != -1
            || checksum != (begin ^ until ^ number ^ iterators ^ cookieLength)
            || until != position + LogEntry.TotalFor(LogEntry.CommitBytes) || begin < 0 || begin > until)
        {
            return false;
        }

        mark = new CommitMark(begin, until, number);
        return true;
    }

    private static ulong Xor(ReadOnlySpan<byte> bytes)
    {
        var sum = 0UL;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            sum ^= word;
        }

        foreach (var value in bytes[(bytes.Length & ~7)..])
        {
            sum ^= value;
        }

        return sum;
    }
}
