using System.Diagnostics;
using System.Globalization;
using Gateway.Geo.Roads;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Gateway.Bench.Roads;

/// <summary>Builds, stores, loads and matches; one line for each.</summary>
internal static class RoadRun
{
    private const int Vehicles = 4_096;
    private const double ReachDegrees = 30 / 111_195.0;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);

    public static int Run(int ways, TextWriter output)
    {
        var city = new RoadCity(ways);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var index = Build(city);
        var built = clock.Elapsed;
        var heap = GC.GetTotalMemory(forceFullCollection: true) - before;
        Line(output, "ways, segments", $"{index.WayCount:N0}, {index.SegmentCount:N0}");
        Line(output, "collect and pack", $"{built.TotalSeconds:F1} s");
        Line(output, "heap", $"{heap / 1e6:F1} MB; {(double)heap / index.SegmentCount:F1} B a segment, {heap / index.WayCount} B a way");

        using var file = new MemoryStream();
        clock.Restart();
        RoadIndexFormat.Write(index, file);
        var written = clock.Elapsed;
        file.Position = 0;
        clock.Restart();
        RoadIndexFormat.Read(file, out _);
        Line(output, "stored", $"{file.Length / 1e6:F1} MB; written in {written.TotalSeconds:F2} s, read in {clock.Elapsed.TotalSeconds:F2} s (memory)");
        file.SetLength(0);

        var fixes = city.Drive(Vehicles);
        var (ours, oursAllocated, confident) = Measure(fixes, Matcher(index));
        Line(output, "matches", $"{ours / 1e6:F2} M/s, {1e9 / ours:F0} ns, {oursAllocated:F1} B each; {confident:P1} confident");
        var (peer, peerAllocated, _) = Measure(fixes, Peer(city));
        Line(output, "NetTopologySuite STRtree + Distance", $"{peer / 1e6:F3} M/s, {1e9 / peer:F0} ns, {peerAllocated:F0} B each");
        Line(output, "ratio", $"{ours / peer:F1}");
        return 0;
    }

    private static RoadIndex Build(RoadCity city)
    {
        var builder = new RoadIndexBuilder();
        foreach (var (attributes, line) in city.Lines())
        {
            builder.Add(attributes, line);
        }

        return builder.Build();
    }

    private static Func<RoadFix, bool> Matcher(RoadIndex index)
    {
        var query = new RoadQuery();
        return fix => index.Match(fix, query) is { IsConfident: true };
    }

    private static Func<RoadFix, bool> Peer(RoadCity city)
    {
        var tree = new STRtree<LineString>();
        foreach (var (_, line) in city.Lines())
        {
            var corners = new Coordinate[line.Length / 2];
            for (var i = 0; i < corners.Length; i++)
            {
                corners[i] = new Coordinate(line[2 * i], line[(2 * i) + 1]);
            }

            var shape = new LineString(corners);
            tree.Insert(shape.EnvelopeInternal, shape);
        }

        tree.Build();
        return fix =>
        {
            var box = new Envelope(
                fix.Longitude - ReachDegrees, fix.Longitude + ReachDegrees, fix.Latitude - ReachDegrees, fix.Latitude + ReachDegrees);
            var point = new Point(fix.Longitude, fix.Latitude);
            var nearest = double.PositiveInfinity;
            foreach (var line in tree.Query(box))
            {
                nearest = Math.Min(nearest, line.Distance(point));
            }

            return nearest < ReachDegrees;
        };
    }

    // The first pass warms up.
    private static (double PerSecond, double Allocated, double Hits) Measure(RoadFix[] fixes, Func<RoadFix, bool> match)
    {
        Array.ForEach(fixes, fix => match(fix));
        long done = 0, hits = 0;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Least)
        {
            foreach (var fix in fixes)
            {
                hits += match(fix) ? 1 : 0;
            }

            done += fixes.Length;
        }

        var seconds = clock.Elapsed.TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return (done / seconds, (double)allocated / done, (double)hits / done);
    }

    private static void Line(TextWriter output, string what, FormattableString figures) =>
        output.WriteLine($"| {what} | {figures.ToString(CultureInfo.InvariantCulture)} |");
}
