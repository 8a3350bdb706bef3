namespace Gateway.Geo;

/// <summary>Distances and bearings on a sphere of the earth's mean radius.</summary>
public static class Distance
{
    /// <summary>
    /// Mean radius of the earth R1 = (2a + b) / 3 as the IUGG gives it for GRS80, in metres.
    /// Source: H. Moritz, "Geodetic Reference System 1980", Journal of Geodesy 74 (2000), 128-133.
    /// </summary>
    public const double EarthRadiusMetres = 6_371_008.7714;

    private const double RadiansPerDegree = Math.PI / 180;

    /// <summary>Great-circle distance in metres between two positions in decimal degrees.</summary>
    /// <remarks>
    /// Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984). The sphere differs
    /// from the ellipsoid by at most 0.6 percent. Longitudes may be given beyond ±180.
    /// </remarks>
    public static double HaversineMetres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var cosines = Math.Cos(latitude1 * RadiansPerDegree) * Math.Cos(latitude2 * RadiansPerDegree);
        return MetresOfHaversine(Haversine(latitude1, longitude1, latitude2, longitude2, cosines));
    }

    /// <summary>
    /// Initial bearing in degrees clockwise from true north, 0 inclusive to 360 exclusive, of the great circle from the
    /// first position to the second. 0 where the two are the same.
    /// </summary>
    public static double InitialBearingDegrees(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (sin1, cos1) = Math.SinCos(latitude1 * RadiansPerDegree);
        var (sin2, cos2) = Math.SinCos(latitude2 * RadiansPerDegree);
        var (sinDelta, cosDelta) = Math.SinCos((longitude2 - longitude1) * RadiansPerDegree);
        var bearing = Math.Atan2(sinDelta * cos2, (cos1 * sin2) - (sin1 * cos2 * cosDelta)) / RadiansPerDegree;
        if (bearing < 0)
        {
            bearing += 360;
        }

        // A tiny negative bearing rounds up to 360; negative zero becomes zero.
        return bearing >= 360 ? 0 : bearing + 0.0;
    }

    /// <summary>Haversine of the central angle; <paramref name="cosines"/> is the product of both latitudes' cosines.</summary>
    internal static double Haversine(
        double latitude1, double longitude1, double latitude2, double longitude2, double cosines)
    {
        var sinLatitude = Math.Sin((latitude2 - latitude1) * (RadiansPerDegree / 2));
        var sinLongitude = Math.Sin((longitude2 - longitude1) * (RadiansPerDegree / 2));
        return (sinLatitude * sinLatitude) + (cosines * sinLongitude * sinLongitude);
    }

    internal static double MetresOfHaversine(double haversine) =>
        2 * EarthRadiusMetres * Math.Asin(Math.Sqrt(Math.Clamp(haversine, 0, 1)));

    internal static double Radians(double degrees) => degrees * RadiansPerDegree;

    internal static double Degrees(double radians) => radians / RadiansPerDegree;
}
