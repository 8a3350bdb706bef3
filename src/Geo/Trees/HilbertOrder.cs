namespace Gateway.Geo.Trees;

/// <summary>
/// Order of boxes along a Hilbert curve through their centres: boxes that follow each other lie close together, so that
/// runs of them pack well into a tree (I. Kamel, C. Faloutsos, "On Packing R-trees", CIKM 1993).
/// </summary>
internal static class HilbertOrder
{
    private const int Order = 16;
    private const double Side = (1 << Order) - 1;

    /// <summary>Indexes of the boxes, sorted along the curve; boxes in the same cell keep their order.</summary>
    public static int[] Sort(ReadOnlySpan<GridBox> boxes)
    {
        var all = GridBox.Empty;
        foreach (ref readonly var box in boxes)
        {
            all = all.And(box);
        }

        var width = Math.Max(1.0, (double)all.East - all.West);
        var height = Math.Max(1.0, (double)all.North - all.South);
        var keys = new ulong[boxes.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            ref readonly var box = ref boxes[i];
            var x = ((((double)box.West + box.East) / 2) - all.West) / width * Side;
            var y = ((((double)box.South + box.North) / 2) - all.South) / height * Side;

            // The index in the lower half makes the order the same in every run.
            keys[i] = ((ulong)Distance((uint)x, (uint)y) << 32) | (uint)i;
        }

        keys.AsSpan().Sort();
        return Array.ConvertAll(keys, static key => (int)(uint)key);
    }

    /// <summary>How far along the curve of order 16 the cell lies. J. Skilling, AIP Conf. Proc. 707 (2004), for n = 2.</summary>
    public static uint Distance(uint x, uint y)
    {
        uint distance = 0;
        for (var side = 1u << (Order - 1); side > 0; side >>= 1)
        {
            var right = (x & side) != 0 ? 1u : 0;
            var upper = (y & side) != 0 ? 1u : 0;
            distance += side * side * ((3 * right) ^ upper);
            if (upper == 0)
            {
                if (right == 1)
                {
                    x = (1u << Order) - 1 - x;
                    y = (1u << Order) - 1 - y;
                }

                (x, y) = (y, x);
            }
        }

        return distance;
    }
}
