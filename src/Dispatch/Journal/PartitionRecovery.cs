namespace Gateway.Dispatch.Journal;

/// <summary>
/// Finds the last commit of a partition by reading its files, before FASTER sees them. FASTER's own recovery answers
/// damage with an empty or a shorter log and no error; this one tells a torn tail (not acknowledged: cut off, counted)
/// from damage to what was committed (refused).
/// </summary>
internal sealed class PartitionRecovery(SegmentFiles files, LogGeometry geometry, uint salt)
{
    private readonly LogScanner _scanner = new(files, geometry);
    private CommitMetadata _last;
    private long _position;
    private long _sequence;
    private int _recordsSinceCommit;

    /// <summary>Reads only. Exactly one of the two results is set.</summary>
    /// <param name="metadata">The newest good metadata file, or null when there is none.</param>
    /// <param name="rejectedMetadata">How many were damaged.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public (RecoveredPartition? Found, JournalOpenFault? Fault) Run(CommitMetadata? metadata, int rejectedMetadata)
    {
        var segments = files.List();
        if (MissingSegment(segments, metadata) is { } missing)
        {
            return (null, missing);
        }

        if (metadata is { } known)
        {
            _last = known;
            _position = Math.Max(known.Begin, LogGeometry.FirstEntry(geometry.PageStart(known.Until)));
        }
        else
        {
            // Every commit is in the log itself; without metadata it is found by reading all of it.
            _position = LogGeometry.FirstEntry(geometry.SegmentStart(segments[0]));
            _last = new CommitMetadata(_position, 0, 0, 0);
        }

        var vouched = _last.Until;
        var end = segments.Count == 0 ? _position : geometry.SegmentStart(segments[^1] + 1);
        var start = _position;
        var stop = Walk(end, vouched, metadata);
        if (_position < vouched || stop == RecoveryStop.OutOfSequence)
        {
            return (null, stop == RecoveryStop.End || LastUsed(_position, end) < vouched
                ? Damage(
                    JournalOpenFaultKind.LostCommitted,
                    $"the log ends after position {_position}, but was committed up to {vouched}")
                : Damage(
                    JournalOpenFaultKind.CorruptRecord, $"the record at position {_position} is damaged"));
        }

        if (metadata is null && (_last.Number == 0 || (_sequence == 0 && start != LogEntry.FirstPosition)))
        {
            return (null, Damage(
                JournalOpenFaultKind.CorruptMetadata, "no commit metadata can be read, and no commit is in the log"));
        }

        if (CommitsAfter(_position, end) >= 2)
        {
            // The second of two commits is only started when the first is on disk, with all that was before it.
            return (null, Damage(
                JournalOpenFaultKind.CorruptRecord,
                $"position {_position} is damaged, and there are later commits after it"));
        }

        var torn = LastUsed(_last.Until, end) - _last.Until;
        var dropped = _recordsSinceCommit + (stop == RecoveryStop.Damaged ? 1 : 0);
        return (
            new RecoveredPartition(
                _last, geometry.SegmentOf(_last.Begin), dropped, torn, rejectedMetadata, _last == metadata),
            null);
    }

    /// <summary>Goes on to the first entry that is not whole, and leaves the position there.</summary>
    private RecoveryStop Walk(long end, long vouched, CommitMetadata? metadata)
    {
        while (_position < end)
        {
            if (_position == vouched && metadata is { } known)
            {
                if (_sequence != 0 && _sequence != known.NextSequence)
                {
                    return RecoveryStop.OutOfSequence;
                }

                _sequence = known.NextSequence;
            }

            long next;
            switch (_scanner.Read(_position, end, out var entry, out var bytes))
            {
                case LogEntryKind.Record:
                    var record = bytes.Span.Slice(LogEntry.HeaderBytes, entry.Length);
                    if (!RecordFormat.TryRead(record, salt, out _, out var sequence, out _)
                        || (_sequence != 0 && sequence != _sequence))
                    {
                        return RecoveryStop.Damaged;
                    }

                    _sequence = sequence + 1;
                    _recordsSinceCommit += _position >= vouched ? 1 : 0;
                    next = _position + entry.TotalBytes;
                    break;

                case LogEntryKind.Commit:
                    if (!CommitMark.TryRead(bytes.Span, _position, out var mark))
                    {
                        return RecoveryStop.Damaged;
                    }

                    next = mark.Until;
                    if (next > _last.Until)
                    {
                        _last = new CommitMetadata(
                            Math.Max(mark.Begin, _last.Begin), next, mark.Number, Math.Max(_sequence, 1));
                        _recordsSinceCommit = 0;
                    }

                    break;

                case LogEntryKind.Padding when _position != LogGeometry.FirstEntry(geometry.PageStart(_position)):
                    // The unused rest of a page, or the end of all: the next page tells.
                    next = geometry.NextPage(_position);
                    if (next >= end || IsUnwritten(next, end))
                    {
                        return RecoveryStop.End;
                    }

                    break;

                case LogEntryKind.Padding or LogEntryKind.Missing:
                    return RecoveryStop.End;

                default:
                    return RecoveryStop.Damaged;
            }

            if (_position < vouched && next > vouched)
            {
                return RecoveryStop.Damaged; // A commit ends where an entry ends.
            }

            _position = next;
        }

        return RecoveryStop.End;
    }

    private bool IsUnwritten(long pageStart, long end) =>
        _scanner.Read(pageStart, end, out _, out _) is LogEntryKind.Padding or LogEntryKind.Missing;

    /// <summary>Whole commit marks behind a place where the walk had to stop.</summary>
    private int CommitsAfter(long position, long end)
    {
        var found = 0;
        position = (position + 3) & ~3L;
        var page = new byte[geometry.PageBytes];
        while (position < end && found < 2)
        {
            var pageStart = geometry.PageStart(position);
            var bytes = page.AsSpan(0, (int)(geometry.NextPage(position) - position));
            if (!files.TryRead(geometry.SegmentOf(position), geometry.OffsetInSegment(position), bytes))
            {
                break;
            }

            for (var offset = 0; offset < bytes.Length; offset += 4)
            {
                if (CommitMark.TryRead(bytes[offset..], position + offset, out var mark) && mark.Number > _last.Number)
                {
                    found++;
                }
            }

            position = pageStart + geometry.PageBytes;
        }

        return found;
    }

    /// <summary>Where the last byte that is not zero ends, at or after <paramref name="from"/>.</summary>
    private long LastUsed(long from, long end)
    {
        var last = from;
        var page = new byte[geometry.PageBytes];
        for (var position = from; position < end; position = geometry.NextPage(position))
        {
            var bytes = page.AsSpan(0, (int)(geometry.NextPage(position) - position));
            if (!files.TryRead(geometry.SegmentOf(position), geometry.OffsetInSegment(position), bytes))
            {
                break;
            }

            var used = bytes.LastIndexOfAnyExcept((byte)0);
            last = used >= 0 ? position + used + 1 : last;
        }

        return last;
    }

    private JournalOpenFault? MissingSegment(List<int> segments, CommitMetadata? metadata)
    {
        if (metadata is null && segments.Count == 0)
        {
            return Damage(
                JournalOpenFaultKind.CorruptMetadata, "no commit metadata can be read, and there are no segments");
        }

        var first = metadata is { } known ? geometry.SegmentOf(known.Begin) : segments[0];
        var last = segments.Count == 0 ? -1 : segments[^1];
        if (metadata is { Until: > LogEntry.FirstPosition } used)
        {
            last = Math.Max(last, geometry.SegmentOf(used.Until - 1));
        }

        for (var segment = first; segment <= last; segment++)
        {
            if (segments.BinarySearch(segment) < 0)
            {
                return new JournalOpenFault(
                    JournalOpenFaultKind.MissingSegment, $"The segment file {files.PathOf(segment)} is missing.");
            }
        }

        return null;
    }

    private JournalOpenFault Damage(JournalOpenFaultKind kind, string what) =>
        new(kind, $"{files.Folder}: {what}. Nothing was changed; restore the folder from a copy.");
}
