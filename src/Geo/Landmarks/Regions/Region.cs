namespace Gateway.Geo.Landmarks.Regions;

/// <summary>One connected area in the form that the hot path searches. Immutable; nothing here allocates.</summary>
internal abstract class Region
{
    /// <summary>Boxes that cover the region, each within ±180 degrees: two where it crosses the antimeridian.</summary>
    public abstract ReadOnlySpan<RegionBox> Boxes { get; }

    /// <summary>Whether the position, its longitude shifted as <see cref="RegionBox.Shift"/> says, is inside.</summary>
    public abstract bool Contains(double latitude, double longitude);

    /// <summary>
    /// The same answer as <see cref="Contains(double, double)"/>, and a lower bound in metres of the distance from the position to the
    /// region's boundary, good for all boundary points within the reach of <paramref name="metric"/>.
    /// </summary>
    public abstract bool Contains(double latitude, double longitude, in LocalMetric metric, out double boundaryMetres);

    /// <summary>
    /// Between which fractions of the way it is within, from the first time to the last; false where it is nowhere within
    /// over any length. The ends themselves are for the caller to test.
    /// </summary>
    /// <param name="path">The way.</param>
    /// <param name="shift">What is added to its longitudes to lie with the region.</param>
    /// <param name="scratch">The caller's own.</param>
    public abstract bool TryCross(
        SegmentPath path, double shift, FractionList scratch, out double enter, out double leave);
}
