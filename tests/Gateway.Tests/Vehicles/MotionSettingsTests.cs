using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;
using Gateway.Vehicles.Timelines;

namespace Gateway.Tests.Vehicles;

/// <summary>Which settings decide, where they change while a vehicle is under way.</summary>
public sealed class MotionSettingsTests
{
    private const long Start = 1_709_251_200_000;
    private const long Changed = Start + 10_000_000;

    [Fact]
    public void A_report_is_folded_under_the_settings_of_its_receipt()
    {
        // The change is known to the reader before it gets to the reports: a backlog, or a start after a crash.
        using var before = Drive(Changed - 1);
        using var after = Drive(Changed);

        Assert.Equal(["ignition_off"], Ends(before));
        Assert.Equal(["idle", "ignition_off"], Ends(after));
    }

    [Fact]
    public void Late_data_folds_under_the_settings_of_its_own_receipt_and_revises_with_the_same_ids()
    {
        using var bench = Drive(Changed - 1);
        var sent = Assert.Single(bench.Take()).Data;

        bench.Process(At(5, 0.5), Changed + 1);

        var told = bench.Take().Where(each => each.Type == EventType.TripComplete).Select(each => each.Data).ToList();
        Assert.Equal(2, told.Count);
        var revised = told.Single(trip => trip.GetProperty("trip_id").GetString() == sent.GetProperty("trip_id").GetString());
        Assert.Equal(1, revised.GetProperty("revision").GetInt32());
        var made = told.Single(trip => trip.GetProperty("trip_id").GetString() != sent.GetProperty("trip_id").GetString());
        Assert.Equal(0, made.GetProperty("revision").GetInt32());
        Assert.All(told, trip => Assert.True(trip.GetProperty("late").GetBoolean()));
        Assert.Equal(
            ["idle", "ignition_off"],
            told.OrderBy(trip => trip.GetProperty("start_time").GetInt64()).Select(trip => trip.GetProperty("end_reason").GetString()));
    }

    [Fact]
    public void An_account_can_have_a_shorter_late_window_and_no_longer_one()
    {
        var report = At(5, 0.5);
        using var shorter = Drive(Changed, MotionSettings.Default with { LateWindow = TimeSpan.FromSeconds(60) });
        using var longer = Drive(Changed, MotionSettings.Default with { LateWindow = TimeSpan.FromDays(7) }, TimeSpan.FromSeconds(60));
        using var wide = Drive(Changed, MotionSettings.Default);

        Assert.Equal(Gateway.Vehicles.ReportOutcome.TooOld, shorter.Process(report, Changed));
        Assert.Equal(Gateway.Vehicles.ReportOutcome.TooOld, longer.Process(report, Changed));
        Assert.Equal(Gateway.Vehicles.ReportOutcome.Late, wide.Process(report, Changed));
    }

    [Fact]
    public void What_is_out_of_range_is_named()
    {
        foreach (var setting in MotionSettingList.All)
        {
            Assert.Contains(FaultsOf(setting, setting.Least - 1), fault => fault == setting.Name);
            Assert.Contains(FaultsOf(setting, setting.Most + 1), fault => fault == setting.Name);
            Assert.DoesNotContain(FaultsOf(setting, setting.Least), fault => fault == setting.Name && setting.Name is not ("depart_kph" or "depart_meters"));
            Assert.Equal(setting.Most, setting.Read(setting.Write(MotionSettings.Default, setting.Most)));
        }

        Assert.Empty(MotionSettings.Default.Validate());
    }

    private static IEnumerable<string> FaultsOf(MotionSettingInfo setting, double value) =>
        setting.Write(MotionSettings.Default, value).Validate().Select(fault => fault.Name);

    private static IEnumerable<string?> Ends(ProcessorBench bench) =>
        bench.Take().Where(each => each.Type == EventType.TripComplete).Select(each => each.Data.GetProperty("end_reason").GetString());

    /// <summary>Drives for 70 s, stands for 120 s, drives on, and ends by ignition off; all received at one moment.</summary>
    private static ProcessorBench Drive(long receivedMs, MotionSettings? all = null, TimeSpan? window = null)
    {
        var bench = new ProcessorBench(window)
        {
            Webhooks = ProcessorBench.Listening(EventType.TripComplete),
            Motion = all is null ? new Change() : new DefaultMotionSettings(all),
        };
        DeviceReport[] day =
        [
            .. Enumerable.Range(0, 7).Select(i => At(i * 10, i)),
            .. Enumerable.Range(0, 12).Select(i => At(70 + (i * 10), 6, 0)),
            .. Enumerable.Range(0, 7).Select(i => At(200 + (i * 10), 7 + i)),
            At(280, 13, 0, false),
        ];
        foreach (var report in day)
        {
            bench.Process(report, receivedMs);
        }

        return bench;
    }

    private static DeviceReport At(int seconds, double step, double kph = 60, bool on = true) => new()
    {
        Kind = ReportKind.Record,
        DeviceTimeMs = Start + (seconds * 1000),
        HasFix = true,
        Latitude = 33.5 + (step * 0.0015),
        Longitude = 10,
        SpeedKph = kph,
        Ignition = on,
        Satellites = 9,
    };

    /// <summary>The defaults until a moment, then a trip ends after 60 s of standing.</summary>
    private sealed class Change : IMotionSettings
    {
        private readonly MotionSettings _then = MotionSettings.Default with { TripIdleEnd = TimeSpan.FromSeconds(60) };

        public MotionSettings Of(long accountId, long receivedMs) => receivedMs < Changed ? MotionSettings.Default : _then;
    }
}
