using System.Buffers;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>
/// A vehicle's history read back, from now to as far as it was asked for. Reused by its owner for one vehicle at a time.
/// </summary>
internal sealed class HistoryWindow(IHistoryLog log)
{
    private readonly ArrayBufferWriter<byte> _block = new();
    private readonly List<TimelineFact> _facts = [];
    private readonly List<TimelineFact> _older = [];
    private readonly List<LedgerEntry> _ended = [];
    private readonly List<LateArrival> _late = [];

    /// <summary>The facts, in their order.</summary>
    public IReadOnlyList<TimelineFact> Facts => _facts;

    /// <summary>What they ended.</summary>
    public IReadOnlyList<LedgerEntry> Ended => _ended;

    /// <summary>What waits to be folded in, in the order of arrival, as the window was opened.</summary>
    public IReadOnlyList<LateArrival> Late => _late;

    /// <summary>The state before the first of them; null where nothing was known.</summary>
    public TimelineState? Base { get; private set; }

    /// <summary>The block before; 0 for none.</summary>
    public long Head { get; private set; }

    /// <summary>When the first fact was received.</summary>
    public long FirstReceivedMs { get; private set; }

    private long VehicleId { get; set; }

    /// <summary>Begins with what a vehicle has in memory.</summary>
    public void Open(long vehicleId, HistoryTail tail)
    {
        _facts.Clear();
        _ended.Clear();
        _late.Clear();
        VehicleId = vehicleId;
        HistoryTail.Read(tail.Bytes, tail.StateLength, _facts, _ended, _late);
        Base = HistoryTail.ReadState(tail.Bytes, tail.StateLength);
        Head = tail.Head;
        FirstReceivedMs = tail.FirstReceivedMs;
    }

    /// <summary>Reads back until a time is in the window; false where history does not reach so far.</summary>
    public bool Reach(long timeMs, uint hash)
    {
        while (Base is { } state && !state.IsNewer(timeMs, hash))
        {
            if (!HistoryBlock.TryRead(log, VehicleId, Head, _block, out var block))
            {
                return false;
            }

            _older.Clear();
            HistoryTail.Read(block.Bytes, block.StateLength, _older, _ended, _late);
            _facts.InsertRange(0, _older);
            Base = HistoryTail.ReadState(block.Bytes, block.StateLength);
            Head = block.Head;
            FirstReceivedMs = Math.Min(FirstReceivedMs, block.FirstReceivedMs);
        }

        return true;
    }

    public bool Contains(in TimelineFact fact) => _facts.BinarySearch(fact) >= 0;

    /// <summary>How many of the facts are not before one.</summary>
    public int CountFrom(in TimelineFact fact)
    {
        var place = _facts.BinarySearch(fact);
        return _facts.Count - (place < 0 ? ~place : place);
    }
}
