namespace Gateway.Geo.Trees;

/// <summary>
/// A box on a grid of 1e-7 degrees (about a centimetre), edges included. Made from degrees it is rounded outwards: it
/// preselects and never leaves out.
/// </summary>
internal readonly record struct GridBox(int West, int South, int East, int North)
{
    public const double CellsPerDegree = 1e7;

    // Beyond this no position lies; it also keeps the sums below within an int.
    private const double Limit = 200 * CellsPerDegree;

    /// <summary>A box that nothing overlaps, and that adding to another box does not change.</summary>
    public static GridBox Empty { get; } = new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

    public static GridBox Of(double west, double south, double east, double north) =>
        new(Down(west), Down(south), Up(east), Up(north));

    public static GridBox At(double latitude, double longitude) => Of(longitude, latitude, longitude, latitude);

    public GridBox And(in GridBox other) => new(
        Math.Min(West, other.West),
        Math.Min(South, other.South),
        Math.Max(East, other.East),
        Math.Max(North, other.North));

    private static int Down(double degrees) =>
        (int)Math.Clamp(Math.Floor(degrees * CellsPerDegree), -Limit, Limit);

    private static int Up(double degrees) =>
        (int)Math.Clamp(Math.Ceiling(degrees * CellsPerDegree), -Limit, Limit);
}
