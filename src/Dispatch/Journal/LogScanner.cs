namespace Gateway.Dispatch.Journal;

/// <summary>
/// Walks the entries in the segment files through a window that is read ahead. Reading the files, instead of FASTER's
/// pages, keeps a slow reader from costing pinned memory and from FASTER's habit of skipping what it can't read; what is
/// recent comes from the operating system's cache. One user at a time.
/// </summary>
internal sealed class LogScanner(SegmentFiles files, LogGeometry geometry)
{
    private const int ReadAhead = 128 << 10;
    private byte[] _buffer = [];
    private long _start;
    private int _length;

    /// <summary>
    /// What stands at <paramref name="position"/>. <paramref name="bytes"/> is the whole entry with its frame, for
    /// records and commit marks; valid until the next call.
    /// </summary>
    /// <param name="position">Where an entry starts.</param>
    /// <param name="limit">Nothing at or after it is looked at, and no entry may reach over it.</param>
    /// <param name="entry">Kind and length.</param>
    /// <param name="bytes">The entry.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public LogEntryKind Read(long position, long limit, out LogEntry entry, out ReadOnlyMemory<byte> bytes)
    {
        entry = default;
        bytes = default;
        var pageRemaining = geometry.PageRemaining(position);
        if (pageRemaining < LogEntry.HeaderBytes)
        {
            return LogEntryKind.Padding;
        }

        if (limit - position < LogEntry.HeaderBytes)
        {
            return LogEntryKind.Invalid;
        }

        if (!TryLoad(position, LogEntry.HeaderBytes, limit))
        {
            return LogEntryKind.Missing;
        }

        entry = LogEntry.Peek(_buffer.AsSpan((int)(position - _start)), pageRemaining);
        if (entry.Kind is LogEntryKind.Record or LogEntryKind.Commit)
        {
            if (entry.TotalBytes > limit - position)
            {
                return LogEntryKind.Invalid;
            }

            if (!TryLoad(position, entry.TotalBytes, limit))
            {
                return LogEntryKind.Missing;
            }

            bytes = _buffer.AsMemory((int)(position - _start), entry.TotalBytes);
        }

        return entry.Kind;
    }

    private bool TryLoad(long position, int needed, long limit)
    {
        if (position >= _start && position + needed <= _start + _length)
        {
            return true;
        }

        var offset = geometry.OffsetInSegment(position);
        var available = Math.Min(limit - position, geometry.SegmentBytes - offset);
        var wanted = (int)Math.Max(needed, Math.Min(available, ReadAhead));
        if (_buffer.Length < wanted)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(wanted);
        }

        _length = 0;
        if (!files.TryRead(geometry.SegmentOf(position), offset, _buffer.AsSpan(0, wanted)))
        {
            return false;
        }

        _start = position;
        _length = wanted;
        return true;
    }
}
