namespace Gateway.Vehicles.Timelines;

/// <summary>What a trip measures while it goes on. A field of states, copied whole.</summary>
internal record struct TimelineFigures
{
    /// <summary>Sum of the ways between fixes; standing adds nothing.</summary>
    public double Meters { get; set; }

    /// <summary>First odometer value, metres; -1 where none was told.</summary>
    public long OdometerStart { get; set; }

    /// <summary>Last one; -1 for none.</summary>
    public long OdometerEnd { get; set; }

    /// <summary>Whether the odometer never ran backwards.</summary>
    public bool OdometerMonotone { get; set; }

    /// <summary>Tenths of km/h; -1 where no fix told a speed.</summary>
    public int MaxSpeedTenths { get; set; }

    /// <summary>Fixes, the first and the last one included.</summary>
    public int Points { get; set; }

    public long IdleMs { get; set; }

    public int IdleCount { get; set; }

    public bool HasBounds { get; set; }

    public Place Least { get; set; }

    public Place Most { get; set; }

    public bool DriverChanged { get; set; }

    public static TimelineFigures Empty { get; } = new()
    {
        OdometerStart = -1,
        OdometerEnd = -1,
        OdometerMonotone = true,
        MaxSpeedTenths = -1,
    };

    /// <summary>
    /// Whether the odometer's distance is to be believed rather than the fixes': it never ran backwards, is not shorter
    /// than the way between the fixes allows, and not so much longer that it must have been set.
    /// </summary>
    public readonly bool OdometerIsSound
    {
        get
        {
            var meters = OdometerEnd - OdometerStart;
            return OdometerStart >= 0
                && OdometerMonotone
                && meters > 0
                && meters >= (0.8 * Meters) - 200
                && meters <= (2 * Meters) + 5000;
        }
    }

    /// <summary>By the odometer where that is sound, else by the fixes.</summary>
    public readonly double DistanceMeters => OdometerIsSound ? OdometerEnd - OdometerStart : Meters;

    public void TakeOdometer(long meters)
    {
        if (OdometerStart < 0)
        {
            OdometerStart = meters;
        }
        else
        {
            OdometerMonotone &= meters >= OdometerEnd;
        }

        OdometerEnd = meters;
    }

    public void TakeBounds(Place place)
    {
        Least = HasBounds
            ? new Place(Math.Min(Least.LatitudeE7, place.LatitudeE7), Math.Min(Least.LongitudeE7, place.LongitudeE7))
            : place;
        Most = HasBounds
            ? new Place(Math.Max(Most.LatitudeE7, place.LatitudeE7), Math.Max(Most.LongitudeE7, place.LongitudeE7))
            : place;
        HasBounds = true;
    }
}
