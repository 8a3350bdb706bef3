namespace Gateway.Geo.Landmarks.Regions;

/// <summary>A box in degrees, edges included.</summary>
internal readonly record struct LonLatBox(
    double MinLongitude, double MinLatitude, double MaxLongitude, double MaxLatitude)
{
    public bool Contains(double latitude, double longitude) =>
        longitude >= MinLongitude && longitude <= MaxLongitude && latitude >= MinLatitude && latitude <= MaxLatitude;
}
