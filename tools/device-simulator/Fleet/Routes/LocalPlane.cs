namespace DeviceSimulator.Fleet.Routes;

/// <summary>
/// Metres east and north of the fleet's home, turned into degrees on a sphere of 6,371,000 m. Good to a few parts
/// per million over the few kilometres that the fleet drives.
/// </summary>
internal static class LocalPlane
{
    private const double MetresPerDegree = 6_371_000.0 * Math.PI / 180.0;

    /// <summary>Scottsdale, Arizona.</summary>
    public static readonly GeoPoint Home = new(33.58, -111.9);

    private static readonly double MetresPerDegreeEast = MetresPerDegree * Math.Cos(Home.Latitude * Math.PI / 180.0);

    public static GeoPoint ToDegrees(double east, double north) =>
        new(Home.Latitude + (north / MetresPerDegree), Home.Longitude + (east / MetresPerDegreeEast));

    public static (double East, double North) ToMetres(GeoPoint point) =>
        ((point.Longitude - Home.Longitude) * MetresPerDegreeEast, (point.Latitude - Home.Latitude) * MetresPerDegree);
}
