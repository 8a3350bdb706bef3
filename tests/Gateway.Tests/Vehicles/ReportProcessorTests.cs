using System.Text.Json;
using CsCheck;
using Gateway.Dispatch.Events;
using Gateway.Geo.Landmarks;
using Gateway.Protocol.Reports;

namespace Gateway.Tests.Vehicles;

public sealed class ReportProcessorTests
{
    private const long Start = 1_709_251_200_000;

    // Degrees: standing, within a clearance, across one, across the map.
    private static readonly double[] Steps = [0, 0.0001, 0.002, 0.03];

    [Fact]
    public void A_vanished_landmark_is_left_with_its_next_fix()
    {
        using var bench = new ProcessorBench { Landmarks = ProcessorBench.Circles((1, 0.1, 10, 500), (2, 0.1, 10, 900)) };
        bench.Process(Fix(0, 0.1, 10), Start);
        Assert.Equal(2, bench.Take().Count(e => e.Type == EventType.LandmarkEnter));

        bench.Landmarks = ProcessorBench.Circles((2, 0.1, 10, 900), (3, 0.1, 10, 500));
        bench.Process(Fix(1, 0.1, 10), Start);

        var events = bench.Take();
        var leave = events.Single(e => e.Type == EventType.LandmarkLeave).Data;
        Assert.Equal(1, leave.GetProperty("landmark_id").GetInt64());
        Assert.Equal("removed", leave.GetProperty("detection").GetString());
        Assert.Equal(3, events.Single(e => e.Type == EventType.LandmarkEnter).Data.GetProperty("landmark_id").GetInt64());
        Assert.Equal([2L, 3L], bench.State.Timeline.Visits.Select(visit => visit.LandmarkId));

        bench.Landmarks = LandmarkSnapshot.Empty;
        bench.Process(Fix(2, 0.1, 10), Start);
        Assert.Equal(2, bench.Take().Count(e => e.Type == EventType.LandmarkLeave));
        Assert.Empty(bench.State.Timeline.Visits);
    }

    /// <summary>Leaving out searches must change no event. The walk stays around some landmarks, with steps of all sizes.</summary>
    [Fact]
    public void Leaving_out_landmark_searches_changes_nothing()
    {
        var circle = Gen.Select(Gen.Double[0, 0.1], Gen.Double[10, 10.1], Gen.Double[50, 3000]);
        var step = Gen.Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Int[0, 3].Select(i => Steps[i]));
        var skipped = 0;
        Gen.Select(circle.Array[1, 6], step.Array[1, 60]).Sample(
            (circles, steps) =>
            {
                var landmarks = ProcessorBench.Circles(circles.Select((c, i) => (i + 1L, c.Item1, c.Item2, c.Item3)));
                using var searching = new ProcessorBench { Landmarks = landmarks };
                using var leavingOut = new ProcessorBench { Landmarks = landmarks };
                var (latitude, longitude) = (0.05, 10.05);
                for (var i = 0; i < steps.Length; i++)
                {
                    latitude = Math.Clamp(latitude + (steps[i].Item1 * steps[i].Item3), 0, 0.1);
                    longitude = Math.Clamp(longitude + (steps[i].Item2 * steps[i].Item3), 10, 10.1);
                    var report = Fix(i, latitude, longitude);
                    searching.State.Timeline.ClearanceOf = null;
                    searching.Process(report, Start);
                    if (leavingOut.State.Timeline.ClearanceOf is not null && leavingOut.State.Timeline.Clearance.Covers(latitude, longitude))
                    {
                        Interlocked.Increment(ref skipped);
                    }

                    leavingOut.Process(report, Start);
                    Assert.Equal(Text(searching), Text(leavingOut));
                    Assert.Equal(searching.State.Timeline.Visits, leavingOut.State.Timeline.Visits);
                }
            },
            iter: 300);
        Assert.True(skipped > 1000, $"Only {skipped} searches were left out.");
    }

    [Fact]
    public void Nothing_is_allocated_for_a_report_in_steady_state()
    {
        using var bench = new ProcessorBench
        {
            Webhooks = ProcessorBench.Listening(
                EventType.Location, EventType.Speed, EventType.Temperature, EventType.IgnitionOn, EventType.IgnitionOff),
            Landmarks = ProcessorBench.Circles((1, 0.1, 10, 500), (2, 0.2, 10, 500)),
        };
        bench.History.KeepsNothing = true;
        var report = Fix(0, 0.1, 10);
        report.TryAddReading(new SensorReading(1, SensorKind.Temperature, 5));
        long Run(int from, int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = from; i < from + count; i++)
            {
                report.DeviceTimeMs = Start + i;
                report.Longitude = 10 + (i % 2 * 0.0001);
                report.Ignition = i % 3 == 0;
                bench.Process(report, Start);
                bench.Outbox.Clear();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Run(0, 1000);

        Assert.Equal(0, Run(1000, 1000));
    }

    [Fact]
    public void The_same_report_again_gives_the_same_events()
    {
        string[] Events()
        {
            using var bench = new ProcessorBench { Landmarks = ProcessorBench.Circles((1, 0.1, 10, 500)) };
            bench.Process(Fix(0, 0.11, 10), Start);
            bench.Process(Fix(1, 0.1, 10), Start);
            return [.. bench.Take().Select(e => e.Data.GetProperty("event_id").GetString()!)];
        }

        var events = Events();
        Assert.Equal(3, events.Distinct().Count());
        Assert.Equal(events, Events());
    }

    private static string Text(ProcessorBench bench) =>
        string.Join('\n', bench.Take().Select(e => $"{e.Type} {JsonSerializer.Serialize(e.Data)}"));

    private static DeviceReport Fix(int second, double latitude, double longitude) => new()
    {
        DeviceTimeMs = Start + (second * 1000),
        HasFix = true,
        Latitude = latitude,
        Longitude = longitude,
        SpeedKph = 50,
        CourseDegrees = 90,
    };
}
