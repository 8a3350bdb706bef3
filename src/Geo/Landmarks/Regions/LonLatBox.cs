using Gateway.Geo.Trees;

namespace Gateway.Geo.Landmarks.Regions;

/// <summary>A box in degrees, edges included.</summary>
internal readonly record struct LonLatBox(
    double MinLongitude, double MinLatitude, double MaxLongitude, double MaxLatitude)
{
    /// <summary>The box of flat positions: longitude, latitude, ...; at least one.</summary>
    public static LonLatBox Of(ReadOnlySpan<double> positions)
    {
        double west = positions[0], east = west, south = positions[1], north = south;
        for (var i = 2; i + 1 < positions.Length; i += 2)
        {
            west = Math.Min(west, positions[i]);
            east = Math.Max(east, positions[i]);
            south = Math.Min(south, positions[i + 1]);
            north = Math.Max(north, positions[i + 1]);
        }

        return new LonLatBox(west, south, east, north);
    }

    public bool Contains(double latitude, double longitude) =>
        longitude >= MinLongitude && longitude <= MaxLongitude && latitude >= MinLatitude && latitude <= MaxLatitude;

    /// <summary>The same on the grid of the tree, rounded outwards.</summary>
    public GridBox ToGrid() => GridBox.Of(MinLongitude, MinLatitude, MaxLongitude, MaxLatitude);
}
