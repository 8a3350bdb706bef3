using System.Runtime.InteropServices;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>Finds which object of a fold is which object that receivers were told of. Reused by its owner.</summary>
internal sealed class LedgerMatch
{
    private readonly List<Candidate> _candidates = [];

    /// <summary>
    /// For each object the place of its entry, or -1: by id; else the same interval; else the largest overlap in time of
    /// the same kind and key. Edges have no extent: one that moved is another one.
    /// </summary>
    /// <param name="objects">What the facts come to now.</param>
    /// <param name="entries">What was sent.</param>
    /// <param name="nowMs">Stands for the end of what goes on.</param>
    /// <param name="matches">Takes the answer; as long as <paramref name="objects"/>.</param>
    public void Run(ReadOnlySpan<TimelineObject> objects, ReadOnlySpan<LedgerEntry> entries, long nowMs, Span<int> matches)
    {
        matches.Fill(-1);
        var taken = new bool[entries.Length];
        _candidates.Clear();
        for (var i = 0; i < objects.Length; i++)
        {
            for (var j = 0; j < entries.Length; j++)
            {
                if (Weigh(objects[i], entries[j], nowMs) is { } weight)
                {
                    _candidates.Add(new Candidate(weight, objects[i].StartMs, entries[j].StartMs, i, j));
                }
            }
        }

        _candidates.Sort();
        foreach (var candidate in _candidates)
        {
            if (matches[candidate.Object] < 0 && !taken[candidate.Entry])
            {
                matches[candidate.Object] = candidate.Entry;
                taken[candidate.Entry] = true;
            }
        }
    }

    private static long? Weigh(in TimelineObject now, in LedgerEntry before, long nowMs)
    {
        if (now.Kind != before.Kind || now.Key != before.Key)
        {
            return null;
        }

        if (!now.Tag.IsTemporary && now.Tag.Id == before.Tag.Id)
        {
            return long.MaxValue;
        }

        if (now.StartMs == before.StartMs && now.EndMs == before.EndMs)
        {
            return long.MaxValue - 1;
        }

        var overlap = Math.Min(now.IsOpen ? nowMs : now.EndMs, before.IsOpen ? nowMs : before.EndMs)
            - Math.Max(now.StartMs, before.StartMs);
        return now.Kind != ObjectKind.Edge && overlap > 0 ? overlap : null;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Candidate(long Weight, long ObjectStart, long EntryStart, int Object, int Entry)
        : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
        {
            var order = other.Weight.CompareTo(Weight);
            order = order != 0 ? order : ObjectStart.CompareTo(other.ObjectStart);
            order = order != 0 ? order : EntryStart.CompareTo(other.EntryStart);
            order = order != 0 ? order : Object.CompareTo(other.Object);
            return order != 0 ? order : Entry.CompareTo(other.Entry);
        }
    }
}
