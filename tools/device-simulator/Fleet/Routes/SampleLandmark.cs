namespace DeviceSimulator.Fleet.Routes;

/// <summary>
/// A place that the fleet drives through. A polygon (<see cref="Ring"/> closed, counter-clockwise) or, where
/// <see cref="RadiusMetres"/> is not null, a circle around the only point of the ring.
/// </summary>
public sealed record SampleLandmark(
    string Name, string Group, IReadOnlyList<GeoPoint> Ring, double? RadiusMetres = null)
{
    /// <summary>Vehicles stop here and switch the ignition off.</summary>
    public bool IsStop { get; init; }

    /// <summary>Whether a place lies inside (planar, which is right to centimetres at this size).</summary>
    public bool Contains(GeoPoint point)
    {
        var (east, north) = LocalPlane.ToMetres(point);
        if (RadiusMetres is { } radius)
        {
            var (centreEast, centreNorth) = LocalPlane.ToMetres(Ring[0]);
            return Math.Sqrt(((east - centreEast) * (east - centreEast)) + ((north - centreNorth) * (north - centreNorth))) <= radius;
        }

        var inside = false;
        for (var i = 0; i + 1 < Ring.Count; i++)
        {
            var (aEast, aNorth) = LocalPlane.ToMetres(Ring[i]);
            var (bEast, bNorth) = LocalPlane.ToMetres(Ring[i + 1]);
            if ((aNorth > north) != (bNorth > north)
                && east < aEast + ((north - aNorth) * (bEast - aEast) / (bNorth - aNorth)))
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
