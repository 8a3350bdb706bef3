using Gateway.Geo;

namespace Gateway.Vehicles.Timelines;

/// <summary>A position in whole numbers: degrees times 10^7, WGS 84.</summary>
internal readonly record struct Place(int LatitudeE7, int LongitudeE7)
{
    // Divided by, not multiplied with its inverse: the degrees are then the nearest to the decimal, and are written as it.
    private const double Units = 1e7;

    public double Latitude => LatitudeE7 / Units;

    public double Longitude => LongitudeE7 / Units;

    public static Place Of(double latitude, double longitude) =>
        new((int)Math.Round(latitude * Units), (int)Math.Round(longitude * Units));

    /// <summary>Great-circle metres.</summary>
    public double MetersTo(Place other) =>
        this == other ? 0 : Distance.HaversineMetres(Latitude, Longitude, other.Latitude, other.Longitude);

    /// <summary>The point on the way to another one, the shorter way around; 0 is here, 1 there.</summary>
    public Place Toward(Place other, double fraction)
    {
        var east = (double)other.LongitudeE7 - LongitudeE7;
        const double Turn = 360 * Units;
        east = east > Turn / 2 ? east - Turn : east < -Turn / 2 ? east + Turn : east;
        var longitude = LongitudeE7 + (east * fraction);
        longitude = longitude > Turn / 2 ? longitude - Turn : longitude < -Turn / 2 ? longitude + Turn : longitude;
        return new Place(
            (int)Math.Round(LatitudeE7 + (((double)other.LatitudeE7 - LatitudeE7) * fraction)), (int)Math.Round(longitude));
    }
}
