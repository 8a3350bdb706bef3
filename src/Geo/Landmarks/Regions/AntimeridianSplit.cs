namespace Gateway.Geo.Landmarks.Regions;

/// <summary>Cuts boxes whose longitudes run beyond ±180 into pieces that lie within.</summary>
internal static class AntimeridianSplit
{
    // Shifting rounds in the 14th decimal; boxes only preselect, so they may be a little larger.
    private const double PaddingDegrees = 1e-9;

    /// <summary>The pieces of a box no wider than 360 degrees, each with the shift back to where the box lies.</summary>
    public static RegionBox[] Boxes(double west, double south, double east, double north)
    {
        var boxes = new List<RegionBox>(2);

        // Positions are searched with longitudes from -180 (included) to 180 (left out).
        var first = (int)Math.Floor((west + 180) / 360);
        for (var turn = first; (turn * 360.0) - 180 <= east; turn++)
        {
            var shift = turn * 360.0;
            var padding = shift == 0 ? 0 : PaddingDegrees;
            var box = new LonLatBox(
                Math.Max(-180, west - shift - padding), south, Math.Min(180, east - shift + padding), north);
            boxes.Add(new RegionBox(box, shift));
        }

        return [.. boxes];
    }
}
