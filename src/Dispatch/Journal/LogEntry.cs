using System.Buffers.Binary;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// The frame that FASTER (2.6.5, checksum per entry) puts around what is appended, little-endian:
/// <code>
///  0  u64  XOR of the 8-byte words of what follows (length + bytes; a last partial word byte by byte)
///  8  i32  length: &gt; 0 a record, &lt; 0 a commit mark of that many bytes, 0 the rest of the page is unused
/// 12  the bytes, padded with zeros to a multiple of 4
/// </code>
/// We read these files ourselves; FASTER writes them.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes after the frame's header, without padding.</param>
internal readonly record struct LogEntry(LogEntryKind Kind, int Length)
{
    public const int HeaderBytes = 12;

    /// <summary>Length of a commit mark without iterators and cookie, which we use neither of.</summary>
    public const int CommitBytes = 44;

    /// <summary>The first position of a log: FASTER leaves 64 bytes free.</summary>
    public const long FirstPosition = 64;

    /// <summary>Bytes that the entry takes in the file.</summary>
    public int TotalBytes => TotalFor(Length);

    public static int TotalFor(int length) => HeaderBytes + ((length + 3) & ~3);

    /// <summary>
    /// Looks at the header at the start of <paramref name="bytes"/>, with <paramref name="pageRemaining"/> bytes left
    /// on the page. The bytes of the entry themselves are not looked at.
    /// </summary>
    public static LogEntry Peek(ReadOnlySpan<byte> bytes, long pageRemaining)
    {
        if (pageRemaining < HeaderBytes)
        {
            return new LogEntry(LogEntryKind.Padding, 0);
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (length == 0)
        {
            return new LogEntry(LogEntryKind.Padding, 0);
        }

        if (length == -CommitBytes && TotalFor(CommitBytes) <= pageRemaining)
        {
            return new LogEntry(LogEntryKind.Commit, CommitBytes);
        }

        return length > 0 && length <= pageRemaining && TotalFor(length) <= pageRemaining
            ? new LogEntry(LogEntryKind.Record, length)
            : new LogEntry(LogEntryKind.Invalid, 0);
    }
}
