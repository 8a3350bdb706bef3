using Gateway.Geo.Trees;

namespace Gateway.Geo.Roads;

/// <summary>
/// Scratch memory and answer of a match. Belongs to one thread; once its buffers have grown, matches allocate nothing.
/// </summary>
public sealed class RoadQuery
{
    private RoadCandidate[] _candidates = new RoadCandidate[16];
    private int _count;

    /// <summary>The candidates of the last match, the best first. Valid until the next.</summary>
    public ReadOnlySpan<RoadCandidate> Candidates => _candidates.AsSpan(0, _count);

    internal TreeSearch Tree { get; } = new();

    internal void Begin()
    {
        Array.Clear(_candidates, 0, _count);
        _count = 0;
    }

    /// <summary>Adds a candidate; of one road only the best place counts.</summary>
    internal void Add(in RoadCandidate candidate)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_candidates[i].Way == candidate.Way)
            {
                if (candidate.Score < _candidates[i].Score)
                {
                    _candidates[i] = candidate;
                }

                return;
            }
        }

        if (_count == _candidates.Length)
        {
            Array.Resize(ref _candidates, _count * 2);
        }

        _candidates[_count++] = candidate;
    }

    internal void Sort() => _candidates.AsSpan(0, _count).Sort(static (left, right) =>
        left.Score != right.Score ? left.Score.CompareTo(right.Score) : left.Way.CompareTo(right.Way));
}
