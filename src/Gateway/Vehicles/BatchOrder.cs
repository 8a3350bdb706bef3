using System.Runtime.InteropServices;
using Gateway.Protocol.Reports;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <summary>
/// The order in which the reports of a frame are processed: by time, since some devices put the newest one first. Reused
/// by its owner.
/// </summary>
internal sealed class BatchOrder
{
    private readonly List<Entry> _entries = [];
    private readonly List<Range> _ranges = [];

    /// <summary>Where the reports stand in the payload, in the order of processing.</summary>
    public ReadOnlySpan<Range> Ranges => CollectionsMarshal.AsSpan(_ranges);

    /// <summary>Whether the first report has a time of its own: then a frame that is the same is a repeated one.</summary>
    public bool IsTimed { get; private set; }

    /// <summary>Looks through a batch; false where it can't be read.</summary>
    public bool Read(ref ReportBatchReader batch, ReadOnlySpan<byte> payload, DeviceReport scratch)
    {
        _entries.Clear();
        _ranges.Clear();
        IsTimed = false;
        var sorted = true;
        var timed = true;
        while (batch.TryRead(scratch, out var canonical))
        {
            payload.Overlaps(canonical, out var offset);
            IsTimed |= _entries.Count == 0 && scratch.DeviceTimeMs is not null;
            timed &= scratch.DeviceTimeMs is not null;
            var entry = new Entry(
                EventClock.EventTimeMs(scratch, batch.ReceivedMs), FactReader.HashOf(canonical), offset..(offset + canonical.Length));
            sorted &= _entries.Count == 0 || _entries[^1].CompareTo(entry) <= 0;
            _entries.Add(entry);
        }

        // What has no time of its own stands where it was sent.
        if (timed && !sorted)
        {
            _entries.Sort();
        }

        foreach (var entry in _entries)
        {
            _ranges.Add(entry.Range);
        }

        return batch.Status == ReportBatchStatus.Ok;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long TimeMs, uint Hash, Range Range) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => TimelineFact.Compare(TimeMs, Hash, other.TimeMs, other.Hash);
    }
}
