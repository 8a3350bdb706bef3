using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gateway.Geo.Trees;

/// <summary>
/// Which of many boxes overlap a box: an R-tree packed bottom up over boxes that are already in a good order
/// (<see cref="HilbertOrder"/>), 16 to a node. Immutable; a search allocates nothing and calls nobody back.
/// </summary>
/// <remarks>
/// A node is 64 integers: 16 western edges, 16 southern, 16 eastern, 16 northern, so that one node is four cache lines
/// and eight vector comparisons. 16 bytes a box and about one more for the levels above.
/// </remarks>
internal sealed class PackedTree
{
    public const int NodeSize = 16;
    private const int NodeLength = 4 * NodeSize;

    // Level 0 holds the boxes; each level above the boxes of the nodes below it, up to a single node.
    private readonly int[][] _levels;

    /// <param name="boxes">The boxes, in the order of a space-filling curve.</param>
    public PackedTree(ReadOnlySpan<GridBox> boxes)
    {
        Count = boxes.Length;
        var levels = new List<int[]>();
        var below = boxes.ToArray();
        while (below.Length > 0)
        {
            var nodes = (below.Length + NodeSize - 1) / NodeSize;
            var level = new int[nodes * NodeLength];
            var unions = new GridBox[nodes];
            for (var node = 0; node < nodes; node++)
            {
                unions[node] = Fill(level.AsSpan(node * NodeLength, NodeLength), below, node * NodeSize);
            }

            levels.Add(level);
            below = nodes > 1 ? unions : [];
        }

        _levels = [.. levels];
    }

    /// <summary>Number of boxes.</summary>
    public int Count { get; }

    public long Bytes => _levels.Sum(static level => (long)level.Length * sizeof(int));

    /// <summary>The indexes of the boxes that overlap, in ascending order; valid until the scratch is used again.</summary>
    public ReadOnlySpan<int> Search(in GridBox box, TreeSearch scratch)
    {
        if (Count == 0)
        {
            scratch.Nothing();
            return [];
        }

        var west = Vector256.Create(box.West);
        var south = Vector256.Create(box.South);
        var east = Vector256.Create(box.East);
        var north = Vector256.Create(box.North);
        scratch.Start();
        for (var i = _levels.Length - 1; i >= 0; i--)
        {
            var level = _levels[i];
            var nodes = scratch.Found;
            var children = scratch.Next(nodes.Length * NodeSize);
            var count = 0;
            foreach (var node in nodes)
            {
                ref var edges = ref MemoryMarshal.GetReference(level.AsSpan(node * NodeLength, NodeLength));
                var overlaps = Overlaps(ref edges, 0, west, south, east, north)
                    | (Overlaps(ref edges, (nuint)Vector256<int>.Count, west, south, east, north) << Vector256<int>.Count);
                while (overlaps != 0)
                {
                    children[count++] = (node * NodeSize) + BitOperations.TrailingZeroCount(overlaps);
                    overlaps &= overlaps - 1;
                }
            }

            scratch.Descend(count);
            if (count == 0)
            {
                break;
            }
        }

        return scratch.Found;
    }

    private static uint Overlaps(
        ref int edges,
        nuint at,
        Vector256<int> west,
        Vector256<int> south,
        Vector256<int> east,
        Vector256<int> north)
    {
        var apart = Vector256.GreaterThan(Vector256.LoadUnsafe(ref edges, at), east)
            | Vector256.GreaterThan(Vector256.LoadUnsafe(ref edges, at + NodeSize), north)
            | Vector256.GreaterThan(west, Vector256.LoadUnsafe(ref edges, at + (2 * NodeSize)))
            | Vector256.GreaterThan(south, Vector256.LoadUnsafe(ref edges, at + (3 * NodeSize)));
        return ~apart.ExtractMostSignificantBits() & 0xFF;
    }

    private static GridBox Fill(Span<int> node, ReadOnlySpan<GridBox> boxes, int first)
    {
        var union = GridBox.Empty;
        for (var i = 0; i < NodeSize; i++)
        {
            var box = first + i < boxes.Length ? boxes[first + i] : GridBox.Empty;
            union = union.And(box);
            node[i] = box.West;
            node[NodeSize + i] = box.South;
            node[(2 * NodeSize) + i] = box.East;
            node[(3 * NodeSize) + i] = box.North;
        }

        return union;
    }
}
