using System.Runtime.InteropServices;
using Gateway.Geo.Trees;

namespace Gateway.Geo.Roads;

/// <summary>Collects roads and packs them into a <see cref="RoadIndex"/>. One owner, one use.</summary>
public sealed class RoadIndexBuilder
{
    private const double Turn = 360 * GridBox.CellsPerDegree;
    private const double HalfTurn = Turn / 2;

    private readonly List<RoadSegment> _segments = [];
    private readonly List<RoadWay> _ways = [];
    private readonly List<string> _names = [""];
    private readonly Dictionary<string, int> _nameNumbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly HashSet<long> _ids = [];

    public int WayCount => _ways.Count;

    public int SegmentCount => _segments.Count;

    /// <summary>Different names, none counted as one.</summary>
    public int NameCount => _names.Count;

    /// <summary>Adds a road, or a part of one: ways with one id may come in several parts.</summary>
    /// <param name="attributes">What is known of it.</param>
    /// <param name="positions">Longitude, latitude, longitude, ...; each a valid position. Fewer than two add nothing.</param>
    public void Add(in RoadAttributes attributes, ReadOnlySpan<double> positions)
    {
        var before = _segments.Count;
        for (var i = 2; i + 1 < positions.Length; i += 2)
        {
            AddSegment(
                Math.Round(positions[i - 2] * GridBox.CellsPerDegree),
                (int)Math.Round(positions[i - 1] * GridBox.CellsPerDegree),
                Math.Round(positions[i] * GridBox.CellsPerDegree),
                (int)Math.Round(positions[i + 1] * GridBox.CellsPerDegree));
        }

        if (_segments.Count == before)
        {
            return;
        }

        if (attributes.WayId is { } id)
        {
            _ids.Add(id);
        }

        var flags = attributes.OneWay switch
        {
            OneWay.Forward => RoadFlags.Forward,
            OneWay.Backward => RoadFlags.Backward,
            _ => RoadFlags.None,
        };
        _ways.Add(new RoadWay(
            attributes.WayId ?? RoadWay.NoId,
            (float)(attributes.ForwardMph ?? double.NaN),
            (float)(attributes.BackwardMph ?? double.NaN),
            NumberOf(attributes.Name ?? ""),
            attributes.Source == LimitSource.File ? flags | RoadFlags.FromFile : flags));
    }

    /// <summary>Adds the roads of an index, but for those whose id was added here: they are replaced.</summary>
    public void AddOthersOf(RoadIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var numbers = new int[index.Ways.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var way = index.Ways[i];
            numbers[i] = way.Id != RoadWay.NoId && _ids.Contains(way.Id) ? -1 : _ways.Count;
            if (numbers[i] >= 0)
            {
                _ways.Add(way with { Name = NumberOf(index.Names[way.Name]) });
            }
        }

        foreach (var segment in index.Segments)
        {
            if (numbers[segment.Way] >= 0)
            {
                _segments.Add(segment with { Way = numbers[segment.Way] });
            }
        }
    }

    /// <summary>Packs what was added.</summary>
    public RoadIndex Build()
    {
        var segments = CollectionsMarshal.AsSpan(_segments);
        var boxes = new GridBox[segments.Length];
        for (var i = 0; i < boxes.Length; i++)
        {
            boxes[i] = segments[i].Box;
        }

        var order = HilbertOrder.Sort(boxes);
        var sorted = new RoadSegment[order.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = segments[order[i]];
        }

        return new RoadIndex(sorted, [.. _ways], [.. _names]);
    }

    private void AddSegment(double x1, int y1, double x2, int y2)
    {
        if (Math.Abs(x2 - x1) <= HalfTurn)
        {
            Put(x1, y1, x2, y2);
            return;
        }

        // The short way, cut at the antimeridian: each piece lies within ±180.
        var edge = x1 > 0 ? HalfTurn : -HalfTurn;
        var unwrapped = x2 + (2 * edge);
        var middle = (int)Math.Round(y1 + ((y2 - (double)y1) * (edge - x1) / (unwrapped - x1)));
        Put(x1, y1, edge, middle);
        Put(-edge, middle, x2, y2);
    }

    private void Put(double x1, int y1, double x2, int y2)
    {
        if (x1 != x2 || y1 != y2)
        {
            _segments.Add(new RoadSegment((int)x1, y1, (int)x2, y2, _ways.Count));
        }
    }

    private int NumberOf(string name)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_nameNumbers, name, out var isKnown);
        if (!isKnown)
        {
            number = _names.Count;
            _names.Add(name);
        }

        return number;
    }
}
