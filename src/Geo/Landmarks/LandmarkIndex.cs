using Gateway.Geo.Landmarks.Regions;
using Gateway.Geo.Trees;

namespace Gateway.Geo.Landmarks;

/// <summary>
/// The landmarks of one account, searchable by position. Immutable and complete when the constructor returns: any number
/// of threads may query it, each with a <see cref="LandmarkQuery"/> of its own.
/// </summary>
/// <remarks>
/// On the boundary: a western or southern edge of a ring counts as within the ring, an eastern or northern one does not;
/// so a position on the common edge of two neighbours is in exactly one of them. The edge of a circle is inside.
/// Longitude 180 is the same as -180. A pole is in the polygons that reach it at the longitude asked for.
/// </remarks>
public sealed class LandmarkIndex
{
    /// <summary>Furthest that a clearance is looked for, in metres.</summary>
    public const double MaxHorizonMetres = 100_000;

    // Clearances give up a millimetre and a billionth, far more than the rounding of their computation.
    private const double RoundingMetres = 1e-3;
    private const double RoundingFactor = 1 - 1e-9;

    private readonly Landmark[] _landmarks;
    private readonly long[] _ids;
    private readonly IndexEntry[] _entries;
    private readonly PackedTree _tree;

    /// <param name="accountId">The account whose landmarks these are.</param>
    /// <param name="landmarks">All of them, in any order.</param>
    /// <exception cref="ArgumentException">A landmark of another account, or two with one id.</exception>
    public LandmarkIndex(long accountId, IEnumerable<Landmark> landmarks)
    {
        ArgumentNullException.ThrowIfNull(landmarks);
        AccountId = accountId;
        _landmarks = [.. landmarks];
        Array.Sort(_landmarks, static (left, right) => left.Id.CompareTo(right.Id));
        _ids = Array.ConvertAll(_landmarks, static landmark => landmark.Id);
        var entries = new List<IndexEntry>(_landmarks.Length);
        for (var i = 0; i < _landmarks.Length; i++)
        {
            if (_landmarks[i].AccountId != accountId)
            {
                throw new ArgumentException($"Landmark {_ids[i]} is not of account {accountId}.", nameof(landmarks));
            }

            if (i > 0 && _ids[i] == _ids[i - 1])
            {
                throw new ArgumentException($"Landmark id {_ids[i]} stands twice.", nameof(landmarks));
            }

            foreach (var region in _landmarks[i].Shape.Regions)
            {
                foreach (var box in region.Boxes)
                {
                    entries.Add(new IndexEntry(box, region, i));
                }
            }
        }

        // Entries that are found together lie together.
        var boxes = entries.ConvertAll(static entry => entry.Box.Box.ToGrid()).ToArray();
        var order = HilbertOrder.Sort(boxes);
        _entries = Array.ConvertAll(order, i => entries[i]);
        _tree = new PackedTree(Array.ConvertAll(order, i => boxes[i]));
    }

    public long AccountId { get; }

    /// <summary>All landmarks, by ascending id.</summary>
    public IReadOnlyList<Landmark> Landmarks => _landmarks;

    /// <summary>The landmark of that id, or null.</summary>
    public Landmark? Find(long landmarkId)
    {
        var place = Array.BinarySearch(_ids, landmarkId);
        return place < 0 ? null : _landmarks[place];
    }

    /// <summary>Finds the landmarks that hold a position; they are then in <see cref="LandmarkQuery.Hits"/>.</summary>
    /// <param name="latitude">Decimal degrees, -90 to 90.</param>
    /// <param name="longitude">Decimal degrees, -180 to 180.</param>
    /// <param name="scratch">The calling thread's own.</param>
    /// <returns>The number of hits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Not a position. To answer "in no landmark" would make a vehicle leave them all.
    /// </exception>
    public int Query(double latitude, double longitude, LandmarkQuery scratch) =>
        Query(latitude, longitude, 0, scratch);

    /// <summary>
    /// The same, and a <see cref="LandmarkQuery.Clearance"/>: a circle around the position, of at most
    /// <paramref name="horizonMetres"/>, in which no boundary of a landmark lies. The clearance is a lower bound, often
    /// lower than the true distance; it says nothing about another index.
    /// </summary>
    /// <param name="latitude">Decimal degrees, -90 to 90.</param>
    /// <param name="longitude">Decimal degrees, -180 to 180.</param>
    /// <param name="horizonMetres">
    /// How far to look, 0 (not at all: the clearance covers nothing) to <see cref="MaxHorizonMetres"/>. A wide one
    /// measures more landmarks now and leaves out more queries later.
    /// </param>
    /// <param name="scratch">The calling thread's own.</param>
    /// <returns>The number of hits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not a position, or not a horizon.</exception>
    public int Query(double latitude, double longitude, double horizonMetres, LandmarkQuery scratch) =>
        Query(latitude, longitude, horizonMetres, lists: false, scratch);

    /// <summary>
    /// The same, and <see cref="LandmarkQuery.Nearby"/>: how far the boundaries of the landmarks are that hold the
    /// position or come within reach. Each of those is measured, so a reach of some hundred metres is meant.
    /// </summary>
    /// <param name="latitude">Decimal degrees, -90 to 90.</param>
    /// <param name="longitude">Decimal degrees, -180 to 180.</param>
    /// <param name="reachMetres">How far to look, more than 0 to <see cref="MaxHorizonMetres"/>.</param>
    /// <param name="scratch">The calling thread's own.</param>
    /// <returns>The number of hits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not a position, or not a reach.</exception>
    public int QueryNear(double latitude, double longitude, double reachMetres, LandmarkQuery scratch)
    {
        ArgumentOutOfRangeException.ThrowIfZero(reachMetres);
        return Query(latitude, longitude, reachMetres, lists: true, scratch);
    }

    /// <summary>
    /// Finds the landmarks that lie on the way between two positions, ends included; they are then in
    /// <see cref="LandmarkSegmentQuery.Crossings"/>. The way is the great-circle arc, across the antimeridian where that
    /// is shorter. It is followed to half a metre by chords that are straight in degrees, as the edges of polygons are; by at
    /// most 256, so less closely over more than some hundred kilometres near a pole. Circles are cut by the arc itself.
    /// </summary>
    /// <remarks>
    /// An end is within a landmark exactly if <see cref="Query(double, double, LandmarkQuery)"/> says so. Corners and
    /// edges that are only touched between the ends are not crossed; holes are outside.
    /// </remarks>
    /// <param name="latitude1">Decimal degrees, -90 to 90.</param>
    /// <param name="longitude1">Decimal degrees, -180 to 180.</param>
    /// <param name="latitude2">Decimal degrees, -90 to 90.</param>
    /// <param name="longitude2">Decimal degrees, -180 to 180.</param>
    /// <param name="result">The calling thread's own.</param>
    /// <returns>The number of crossings.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not a position.</exception>
    public int QuerySegment(
        double latitude1, double longitude1, double latitude2, double longitude2, LandmarkSegmentQuery result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var path = result.Path;
        path.Set(Searched(latitude1, longitude1), Searched(latitude2, longitude2));
        result.Begin();
        var box = path.Box;

        // The longitudes of landmarks end at ±180; around the corner they are reached a turn away.
        for (var turn = -360.0; turn <= 360; turn += 360)
        {
            if (box.MaxLongitude + turn >= -180 && box.MinLongitude + turn <= 180)
            {
                var shifted = box with
                {
                    MinLongitude = box.MinLongitude + turn,
                    MaxLongitude = box.MaxLongitude + turn,
                };
                foreach (var i in _tree.Search(shifted.ToGrid(), result.Tree))
                {
                    result.Test(_entries[i], turn);
                }
            }
        }

        return result.Publish(_landmarks);
    }

    private int Query(double latitude, double longitude, double horizonMetres, bool lists, LandmarkQuery scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        var at = Searched(latitude, longitude);
        if (!(horizonMetres is >= 0 and <= MaxHorizonMetres))
        {
            throw new ArgumentOutOfRangeException(nameof(horizonMetres), horizonMetres, "Not a horizon.");
        }

        scratch.Begin(lists, horizonMetres);
        if (horizonMetres > 0)
        {
            SearchAround(at.Latitude, at.Longitude, horizonMetres, scratch);
            var metres = (Math.Min(scratch.NearestMetres, horizonMetres) * RoundingFactor) - RoundingMetres;
            scratch.Clearance = new LandmarkClearance(latitude, longitude, Math.Max(0, metres));
        }
        else
        {
            foreach (var i in _tree.Search(GridBox.At(at.Latitude, at.Longitude), scratch.Tree))
            {
                scratch.Test(_entries[i], at.Latitude, at.Longitude);
            }

            scratch.Clearance = default;
        }

        return scratch.Publish(_landmarks);
    }

    private void SearchAround(double latitude, double longitude, double horizonMetres, LandmarkQuery scratch)
    {
        var metric = new LocalMetric(latitude, horizonMetres);
        var halfWidth = CircleRegion.HalfWidthDegrees(latitude, metric.ReachDegrees);
        var south = latitude - metric.ReachDegrees;
        var north = latitude + metric.ReachDegrees;

        // The longitudes of landmarks end at ±180; around the corner they are reached a turn away.
        for (var turn = -360.0; turn <= 360; turn += 360)
        {
            var x = longitude + turn;
            if (x + halfWidth >= -180 && x - halfWidth <= 180)
            {
                var box = GridBox.Of(x - halfWidth, south, x + halfWidth, north);
                foreach (var i in _tree.Search(box, scratch.Tree))
                {
                    scratch.Measure(_entries[i], latitude, x, metric);
                }
            }
        }
    }

    private static GeoPoint Searched(double latitude, double longitude)
    {
        if (!GeoPoint.IsValidPosition(latitude, longitude))
        {
            throw new ArgumentOutOfRangeException(nameof(latitude), $"({latitude}, {longitude}) is not a position.");
        }

        // Half-open rings would leave out both ends of the plane.
        return new GeoPoint(latitude >= 90 ? Math.BitDecrement(90.0) : latitude, longitude >= 180 ? -180 : longitude);
    }
}
