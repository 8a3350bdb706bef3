namespace Gateway.Geo.Landmarks;

/// <summary>A closed ring of positions, the last equal to the first, exactly as they came in.</summary>
public sealed class LandmarkRing
{
    // Longitude, latitude, longitude, latitude ... ; the region of the polygon searches this very array.
    private readonly double[] _coordinates;

    // NaN where a position has no third number; null where none has.
    private readonly double[]? _altitudes;

    internal LandmarkRing(double[] coordinates, double[]? altitudes)
    {
        _coordinates = coordinates;
        _altitudes = altitudes;
    }

    /// <summary>Number of positions, the closing one counted.</summary>
    public int Count => _coordinates.Length / 2;

    public GeoPoint this[int index] => new(_coordinates[(2 * index) + 1], _coordinates[2 * index]);

    internal double[] Coordinates => _coordinates;

    /// <summary>Third number of a position, where one was given. Plays no part in any test.</summary>
    public double? AltitudeAt(int index) =>
        _altitudes is null || double.IsNaN(_altitudes[index]) ? null : _altitudes[index];
}
