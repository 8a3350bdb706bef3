using Gateway.Geo.Landmarks.Regions;
using Gateway.Geo.Trees;

namespace Gateway.Geo.Landmarks;

/// <summary>
/// Scratch memory and answer of <see cref="LandmarkIndex.QuerySegment"/>. Belongs to one reader thread; once its buffers
/// have grown to the largest answer, queries allocate nothing.
/// </summary>
public sealed class LandmarkSegmentQuery
{
    private LandmarkCrossing[] _crossings = new LandmarkCrossing[8];
    private Passage[] _passages = new Passage[8];
    private int _count;
    private int _passageCount;

    /// <summary>The landmarks on the way, by ascending enter, then id. Valid until the next query.</summary>
    public ReadOnlySpan<LandmarkCrossing> Crossings => _crossings.AsSpan(0, _count);

    internal TreeSearch Tree { get; } = new();

    internal SegmentPath Path { get; } = new();

    private FractionList Fractions { get; } = new();

    internal void Begin()
    {
        // Answers of an older query must not keep landmarks of an older snapshot alive.
        Array.Clear(_crossings, 0, _count);
        (_count, _passageCount) = (0, 0);
    }

    internal void Test(in IndexEntry entry, double turn)
    {
        var box = entry.Box.Box;
        if (!Path.Meets(box, turn))
        {
            return;
        }

        // The ends exactly as a query at them answers.
        var shift = entry.Box.Shift;
        var (start, end) = (Path.Start, Path.End);
        if (box.Contains(start.Latitude, start.Longitude)
            && entry.Region.Contains(start.Latitude, start.Longitude + shift))
        {
            Add(entry.Ordinal, 0, 0);
        }

        if (box.Contains(end.Latitude, end.Longitude) && entry.Region.Contains(end.Latitude, end.Longitude + shift))
        {
            Add(entry.Ordinal, 1, 1);
        }

        if (entry.Region.TryCross(Path, turn + shift, Fractions, out var enter, out var leave))
        {
            Add(entry.Ordinal, enter, leave);
        }
    }

    internal int Publish(Landmark[] landmarks)
    {
        var passages = _passages.AsSpan(0, _passageCount);
        passages.Sort(static (left, right) => left.Ordinal.CompareTo(right.Ordinal));
        foreach (ref readonly var passage in passages)
        {
            var landmark = landmarks[passage.Ordinal];
            if (_count > 0 && ReferenceEquals(_crossings[_count - 1].Landmark, landmark))
            {
                ref var crossing = ref _crossings[_count - 1];
                crossing = crossing with
                {
                    Enter = Math.Min(crossing.Enter, passage.Enter),
                    Leave = Math.Max(crossing.Leave, passage.Leave),
                };
                continue;
            }

            if (_count == _crossings.Length)
            {
                Array.Resize(ref _crossings, _count * 2);
            }

            _crossings[_count++] = new LandmarkCrossing(landmark, passage.Enter, passage.Leave);
        }

        _crossings.AsSpan(0, _count).Sort(static (left, right) =>
            left.Enter != right.Enter
                ? left.Enter.CompareTo(right.Enter)
                : left.Landmark.Id.CompareTo(right.Landmark.Id));
        return _count;
    }

    private void Add(int ordinal, double enter, double leave)
    {
        if (_passageCount == _passages.Length)
        {
            Array.Resize(ref _passages, _passageCount * 2);
        }

        _passages[_passageCount++] = new Passage(ordinal, enter, leave);
    }

    private readonly record struct Passage(int Ordinal, double Enter, double Leave);
}
