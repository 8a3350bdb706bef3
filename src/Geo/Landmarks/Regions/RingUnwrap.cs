namespace Gateway.Geo.Landmarks.Regions;

/// <summary>
/// Lays a ring out in one piece: between two positions whose longitudes differ by more than 180 degrees the edge goes the
/// short way round, across the antimeridian, and longitudes run on beyond ±180.
/// </summary>
/// <remarks>
/// An edge between -180 and 180 exactly has no short way: it is either a point on the antimeridian or a whole parallel.
/// The first reading is tried first; the second where the ring would not close or would have no width with it, as is so
/// for a band around the earth (-180, 80), (180, 80), (180, 90), (-180, 90).
/// </remarks>
internal static class RingUnwrap
{
    /// <summary>
    /// The ring laid out (the same array where nothing had to move), or null where it goes around a pole and so never
    /// closes.
    /// </summary>
    public static double[]? Unwrap(double[] ring)
    {
        if (!HasJump(ring))
        {
            return ring;
        }

        return Walk(ring, fullTurnIsPoint: true) ?? Walk(ring, fullTurnIsPoint: false);
    }

    /// <summary>The ring moved by whole turns to lie with the shell, as a hole must.</summary>
    public static double[] MoveBeside(double[] shell, double[] ring)
    {
        var turns = Math.Round((Middle(shell) - Middle(ring)) / 360);
        if (turns == 0)
        {
            return ring;
        }

        var moved = (double[])ring.Clone();
        for (var i = 0; i < moved.Length; i += 2)
        {
            moved[i] += turns * 360;
        }

        return moved;
    }

    /// <summary>West and east end.</summary>
    public static (double West, double East) Extent(double[] ring)
    {
        var (west, east) = (ring[0], ring[0]);
        for (var i = 2; i < ring.Length; i += 2)
        {
            west = Math.Min(west, ring[i]);
            east = Math.Max(east, ring[i]);
        }

        return (west, east);
    }

    private static double Middle(double[] ring)
    {
        var (west, east) = Extent(ring);
        return (west + east) / 2;
    }

    private static bool HasJump(double[] ring)
    {
        for (var i = 2; i < ring.Length; i += 2)
        {
            if (Math.Abs(ring[i] - ring[i - 2]) > 180)
            {
                return true;
            }
        }

        return false;
    }

    private static double[]? Walk(double[] ring, bool fullTurnIsPoint)
    {
        var laid = (double[])ring.Clone();
        var shift = 0.0;
        for (var i = 2; i < ring.Length; i += 2)
        {
            var step = ring[i] - ring[i - 2];
            if (Math.Abs(step) > 180 && (fullTurnIsPoint || Math.Abs(step) < 360))
            {
                shift -= Math.Sign(step) * 360.0;
            }

            laid[i] = ring[i] + shift;
        }

        var (west, east) = Extent(laid);
        return shift == 0 && (!fullTurnIsPoint || east > west) ? laid : null;
    }
}
