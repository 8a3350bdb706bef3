using System.Buffers;
using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Tests.Vehicles;

/// <summary>Blocks of history in memory.</summary>
internal sealed class MemoryHistory : IHistoryLog
{
    private readonly Dictionary<long, byte[]> _blocks = [];
    private long _next = 64;

    public bool IsFull { get; set; }

    /// <summary>Takes blocks and forgets them, so that keeping them is not measured.</summary>
    public bool KeepsNothing { get; set; }

    public int Count => _blocks.Count;

    public long Bytes => _blocks.Values.Sum(block => (long)block.Length);

    public bool TryAppend(ReadOnlySpan<byte> block, out long position)
    {
        position = IsFull ? 0 : _next;
        if (!IsFull && !KeepsNothing)
        {
            _blocks[_next] = block.ToArray();
            _next += block.Length;
        }

        return !IsFull;
    }

    public bool TryRead(long position, IBufferWriter<byte> into)
    {
        if (_blocks.TryGetValue(position, out var block))
        {
            into.Write(block);
        }

        return block is not null;
    }

    /// <summary>The states that the blocks begin with, in the order of writing.</summary>
    public IEnumerable<TimelineState> Bases(long vehicleId)
    {
        foreach (var position in _blocks.Keys.Order())
        {
            Assert.True(HistoryBlock.TryRead(this, vehicleId, position, new ArrayBufferWriter<byte>(), out var block));
            if (HistoryTail.ReadState(block.Bytes, block.StateLength) is { } state)
            {
                yield return state;
            }
        }
    }

    /// <summary>Gives up all blocks.</summary>
    public void Forget() => _blocks.Clear();
}
