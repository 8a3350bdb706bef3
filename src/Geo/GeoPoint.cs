namespace Gateway.Geo;

/// <summary>A position in decimal degrees, WGS84.</summary>
/// <param name="Latitude">-90 to 90, north positive.</param>
/// <param name="Longitude">-180 to 180, east positive.</param>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    /// <summary>Whether both numbers are finite and within their ranges.</summary>
    public bool IsValid => IsValidPosition(Latitude, Longitude);

    /// <summary>Whether both numbers are finite and within their ranges.</summary>
    public static bool IsValidPosition(double latitude, double longitude) =>
        Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180;
}
