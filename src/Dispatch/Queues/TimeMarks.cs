namespace Gateway.Dispatch.Queues;

/// <summary>
/// When the events of one partition were journaled, roughly: a mark every ten seconds at most. Tells retention where to
/// cut, and replay where to begin.
/// </summary>
internal sealed class TimeMarks
{
    /// <summary>Least distance of two marks, milliseconds.</summary>
    public const long Spacing = 10_000;

    private readonly Lock _gate = new();
    private readonly List<TimeMark> _marks = [];

    /// <summary>Notes where a record lies; called in order of position.</summary>
    public void Note(long position, long timeMs)
    {
        lock (_gate)
        {
            if (_marks.Count == 0 || timeMs >= _marks[^1].TimeMs + Spacing)
            {
                _marks.Add(new TimeMark(position, timeMs));
            }
        }
    }

    /// <summary>A position before which every record is from that time or older; 0 where there is none.</summary>
    /// <param name="timeMs">Unix milliseconds.</param>
    /// <param name="notedPosition">All records before it have been noted.</param>
    public long FindCutoff(long timeMs, long notedPosition)
    {
        lock (_gate)
        {
            if (_marks.Count > 0 && _marks[^1].TimeMs + Spacing <= timeMs)
            {
                return notedPosition;
            }

            var index = IndexBefore(mark => mark.TimeMs <= timeMs);
            return index < 0 ? 0 : _marks[index].Position;
        }
    }

    /// <summary>When the record at a position was journaled, at most one spacing too early; null before the first mark.</summary>
    public long? FindTime(long position)
    {
        lock (_gate)
        {
            var index = IndexBefore(mark => mark.Position <= position);
            return index < 0 ? null : _marks[index].TimeMs;
        }
    }

    /// <summary>The first mark's time after that time; null where there is none.</summary>
    public long? NextTimeAfter(long timeMs)
    {
        lock (_gate)
        {
            var index = IndexBefore(mark => mark.TimeMs <= timeMs) + 1;
            return index < _marks.Count ? _marks[index].TimeMs : null;
        }
    }

    /// <summary>Forgets marks before a position.</summary>
    public void TruncateBefore(long position)
    {
        lock (_gate)
        {
            _marks.RemoveAll(mark => mark.Position < position);
        }
    }

    public TimeMark[] ToArray()
    {
        lock (_gate)
        {
            return [.. _marks];
        }
    }

    public void Restore(IEnumerable<TimeMark> marks)
    {
        lock (_gate)
        {
            _marks.Clear();
            _marks.AddRange(marks);
        }
    }

    private int IndexBefore(Predicate<TimeMark> atOrBefore)
    {
        int low = 0, high = _marks.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = atOrBefore(_marks[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
