namespace Gateway.Geo.Landmarks;

/// <summary>
/// A circle around a queried position in which every position has the same answer from the same index. The default value
/// covers nothing.
/// </summary>
/// <param name="Latitude">Decimal degrees.</param>
/// <param name="Longitude">Decimal degrees.</param>
/// <param name="Metres">Radius; 0 covers nothing.</param>
public readonly record struct LandmarkClearance(double Latitude, double Longitude, double Metres)
{
    /// <summary>Whether a query at this position on the same index would answer the same, so that it can be left out.</summary>
    public bool Covers(double latitude, double longitude)
    {
        // Not one haversine for most vehicles: a move north or south alone is at least this long.
        const double MetresPerDegree = Distance.EarthRadiusMetres * Math.PI / 180;
        return Math.Abs(latitude - Latitude) * MetresPerDegree < Metres
            && Distance.HaversineMetres(Latitude, Longitude, latitude, longitude) < Metres;
    }
}
