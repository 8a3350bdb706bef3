using BenchmarkDotNet.Attributes;
using Gateway.Geo.Landmarks;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.HPRtree;
using NetTopologySuite.Index.Strtree;

namespace Gateway.Bench.Micro;

/// <summary>
/// Which landmarks hold a fix: 100,000 polygons of 20 corners, moving traces; the unit is one fix. The peers are
/// NetTopologySuite as one would use it.
/// </summary>
public class LandmarkBenchmarks
{
    private const int Fixes = LandmarkWorld.Vehicles * LandmarkWorld.FixesPerVehicle;
    private const int SegmentStep = 4;
    private const int Segments4 = Fixes - (SegmentStep * LandmarkWorld.Vehicles);
    private const double HorizonMetres = 2000;

    private readonly LandmarkQuery _query = new();
    private readonly LandmarkSegmentQuery _segment = new();
    private readonly LandmarkClearance[] _clearances = new LandmarkClearance[LandmarkWorld.Vehicles];
    private readonly STRtree<Polygon> _strtree = new();
    private readonly HPRtree<IndexedPointInAreaLocator> _hprtree = new();
    private readonly HPRtree<Polygon> _shapes = new();
    private LandmarkWorld _world = null!;

    [GlobalSetup]
    public void Setup()
    {
        _world = LandmarkWorld.Make();
        foreach (var shape in _world.Shapes)
        {
            _strtree.Insert(shape.EnvelopeInternal, shape);
            _shapes.Insert(shape.EnvelopeInternal, shape);
            _hprtree.Insert(shape.EnvelopeInternal, new IndexedPointInAreaLocator(shape));
        }

        _strtree.Build();
        _hprtree.Build();
        _shapes.Build();
        if (Segments() != HprTreeSegments() || Segments() == 0)
        {
            throw new InvalidOperationException($"The crossings differ: {Segments()}, {HprTreeSegments()}.");
        }

        if (Query() != StrTree() || Query() != HprTree() || Query() == 0)
        {
            throw new InvalidOperationException($"The answers differ: {Query()}, {StrTree()}, {HprTree()}.");
        }
    }

    /// <summary>A search for every fix.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Fixes)]
    public int Query()
    {
        var hits = 0;
        foreach (var fix in _world.Fixes)
        {
            hits += _world.Index.Query(fix.Latitude, fix.Longitude, _query);
        }

        return hits;
    }

    /// <summary>As the gateway does it: a search that also tells how far it stays true, left out while it does.</summary>
    [Benchmark(OperationsPerInvoke = Fixes)]
    public int QueryWithClearance()
    {
        Array.Clear(_clearances);
        var searches = 0;
        for (var i = 0; i < _world.Fixes.Length; i++)
        {
            var fix = _world.Fixes[i];
            ref var clearance = ref _clearances[i % LandmarkWorld.Vehicles];
            if (!clearance.Covers(fix.Latitude, fix.Longitude))
            {
                _world.Index.Query(fix.Latitude, fix.Longitude, HorizonMetres, _query);
                clearance = _query.Clearance;
                searches++;
            }
        }

        return searches;
    }

    /// <summary>What each fix is near to, within 200 m, with distances: as for hysteresis.</summary>
    [Benchmark(OperationsPerInvoke = Fixes)]
    public int QueryNear()
    {
        var nearby = 0;
        foreach (var fix in _world.Fixes)
        {
            _world.Index.QueryNear(fix.Latitude, fix.Longitude, 200, _query);
            nearby += _query.Nearby.Length;
        }

        return nearby;
    }

    /// <summary>What lies between a fix and the vehicle's fix four later, 100 m on.</summary>
    [Benchmark(OperationsPerInvoke = Segments4)]
    public int Segments()
    {
        var crossings = 0;
        for (var i = 0; i < Segments4; i++)
        {
            var (from, to) = (_world.Fixes[i], _world.Fixes[i + (SegmentStep * LandmarkWorld.Vehicles)]);
            crossings += _world.Index.QuerySegment(from.Latitude, from.Longitude, to.Latitude, to.Longitude, _segment);
        }

        return crossings;
    }

    [Benchmark(OperationsPerInvoke = Segments4)]
    public int HprTreeSegments()
    {
        var crossings = 0;
        for (var i = 0; i < Segments4; i++)
        {
            var (from, to) = (_world.Fixes[i], _world.Fixes[i + (SegmentStep * LandmarkWorld.Vehicles)]);
            var line = GeometryFactory.Default.CreateLineString(
                [new Coordinate(from.Longitude, from.Latitude), new Coordinate(to.Longitude, to.Latitude)]);
            foreach (var shape in _shapes.Query(line.EnvelopeInternal))
            {
                crossings += shape.Intersects(line) && !shape.Intersection(line).IsEmpty ? 1 : 0;
            }
        }

        return crossings;
    }

    [Benchmark(OperationsPerInvoke = Fixes)]
    public int StrTree()
    {
        var hits = 0;
        foreach (var fix in _world.Fixes)
        {
            var point = GeometryFactory.Default.CreatePoint(new Coordinate(fix.Longitude, fix.Latitude));
            foreach (var shape in _strtree.Query(point.EnvelopeInternal))
            {
                hits += shape.Contains(point) ? 1 : 0;
            }
        }

        return hits;
    }

    [Benchmark(OperationsPerInvoke = Fixes)]
    public int HprTree()
    {
        var hits = 0;
        foreach (var fix in _world.Fixes)
        {
            var point = new Coordinate(fix.Longitude, fix.Latitude);
            foreach (var locator in _hprtree.Query(new Envelope(point)))
            {
                hits += locator.Locate(point) == Location.Interior ? 1 : 0;
            }
        }

        return hits;
    }
}
