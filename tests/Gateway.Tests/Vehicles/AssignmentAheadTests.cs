using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;
using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

/// <summary>
/// The API's assignments count from now or a little later, and what a device sends is a little older: its reports stay in
/// order among themselves.
/// </summary>
public sealed class AssignmentAheadTests
{
    private const long Start = 1_709_272_800_000;
    private const long Hour = 3_600_000;

    [Fact]
    public void Reports_before_an_assignment_are_not_late_and_tell_what_they_carry()
    {
        using var bench = Bench(EventType.IgnitionOn, EventType.IgnitionOff);
        bench.Assign(5, Start + Hour, Start);

        bench.Process(Report(0, false), Start);
        bench.Process(Report(60, true), Start + 60_000);
        bench.Process(Report(120, false), Start + 120_000);

        var events = bench.Take();
        Assert.Equal([EventType.IgnitionOn, EventType.IgnitionOff], events.Select(e => e.Type));
        foreach (var (_, data) in events)
        {
            Assert.False(data.GetProperty("late").GetBoolean());
            Assert.Equal(13.5, data.GetProperty("voltage_v").GetDouble());
            Assert.Equal(0, data.GetProperty("speed_mph").GetDouble());
            Assert.Equal(0, data.GetProperty("revision").GetInt32());
            Assert.Equal(System.Text.Json.JsonValueKind.Null, data.GetProperty("driver_id").ValueKind);
        }
    }

    [Fact]
    public void An_idle_before_an_assignment_reaches_its_threshold_while_it_goes_on()
    {
        using var bench = Bench(EventType.Idle);
        bench.Process(Report(0, true), Start);
        bench.Assign(5, Start + Hour, Start);
        bench.Process(Report(200, true), Start + 200_000);
        Assert.Empty(bench.Take());

        bench.Process(Report(310, true), Start + 310_000);

        var (_, data) = Assert.Single(bench.Take());
        Assert.Equal(("threshold", 0), (data.GetProperty("phase").GetString(), data.GetProperty("revision").GetInt32()));
        bench.Process(Report(400, true), Start + 400_000);
        Assert.Empty(bench.Take());
    }

    /// <summary>One frame: a late report, one before the assignment that reaches the threshold, and one after it.</summary>
    [Fact]
    public void A_threshold_that_a_waiting_report_reached_is_told_once()
    {
        using var bench = Bench(EventType.Idle);
        bench.Process(Report(0, true), Start);
        bench.Process(Report(200, true), Start + 200_000);
        bench.Assign(5, Start + 320_000, Start + 200_000);
        Assert.Empty(bench.Take());

        bench.Add(Report(100, true), Start + 330_000);
        bench.Add(Report(310, true), Start + 330_000);
        bench.Add(Report(330, true), Start + 330_000);
        bench.Settle(Start + 330_000);

        Assert.Equal("threshold", Assert.Single(bench.Take()).Data.GetProperty("phase").GetString());
    }

    [Fact]
    public void The_late_window_is_counted_from_the_last_report()
    {
        using var bench = Bench(EventType.IgnitionOn, EventType.IgnitionOff);
        bench.Assign(5, Start + (48 * Hour), Start + (48 * Hour));

        bench.Process(Report(0, false), Start + (48 * Hour));

        Assert.Equal(ReportOutcome.Late, bench.Process(Report(60, true), Start + (48 * Hour)));
        Assert.Equal(EventType.IgnitionOn, Assert.Single(bench.Take()).Type);
    }

    /// <summary>As a GT06 heartbeat: it tells the ignition and no time, and overtakes the position sent just before it.</summary>
    [Fact]
    public void A_position_that_a_report_without_a_time_overtook_is_not_late()
    {
        using var bench = Bench(EventType.IgnitionOn, EventType.IgnitionOff);
        bench.Process(Report(0, false), Start);
        bench.Process(new DeviceReport { Ignition = false }, Start + 62_000);

        bench.Process(Report(60, true), Start + 62_500);

        var on = bench.Take()[0];
        Assert.Equal(EventType.IgnitionOn, on.Type);
        Assert.False(on.Data.GetProperty("late").GetBoolean());
        Assert.Equal(13.5, on.Data.GetProperty("voltage_v").GetDouble());
    }

    [Fact]
    public void Of_two_assignments_for_one_time_the_later_request_holds()
    {
        for (var driver = 1; driver <= 40; driver++)
        {
            using var bench = Bench(EventType.DriverAssignment);
            bench.Assign(driver, Start, Start + 1000);
            bench.Assign(driver + 1, Start, Start + 1001);
            Assert.Equal(driver + 1, bench.State.Timeline.Driver.Driver.DriverId);
        }
    }

    [Fact]
    public void No_key_takes_off_only_whom_a_key_had_put_on()
    {
        using var bench = Bench(EventType.DriverAssignment);
        bench.Assign(5, Start, Start);
        bench.Process(Keyed(10, ""), Start + 10_000);
        Assert.Equal(5, bench.State.Timeline.Driver.Driver.DriverId);

        bench.Process(Keyed(20, "00000000000000A1"), Start + 20_000);
        Assert.Equal("00000000000000A1", bench.State.Timeline.Driver.Driver.Credential);
        bench.Process(Keyed(30, ""), Start + 30_000);
        Assert.True(bench.State.Timeline.Driver.Driver.IsNone);
    }

    private static DeviceReport Keyed(int second, string key)
    {
        var report = Report(second, true);
        report.DriverReported = true;
        report.Driver.TrySet(System.Text.Encoding.ASCII.GetBytes(key));
        return report;
    }

    private static ProcessorBench Bench(params EventType[] types) => new() { Webhooks = ProcessorBench.Listening(types) };

    private static DeviceReport Report(int second, bool on) => new()
    {
        DeviceTimeMs = Start + (second * 1000L),
        HasFix = true,
        Latitude = 0.1,
        Longitude = 10,
        SpeedKph = 0,
        Ignition = on,
        ExternalVolts = 13.5,
    };
}
