using System.Buffers.Binary;
using System.Globalization;
using Gateway.Protocol.Queclink;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Queclink;

/// <summary>What the reports of the vendor's documents mean, field by field.</summary>
public class QueclinkReportTests
{
    [Fact]
    public void A_scheduled_report_tells_position_and_state()
    {
        var report = QueclinkFrames.Report(QueclinkFrames.Fixed);
        Assert.True(report is { HasFix: true, Latitude: 50.7002, Longitude: 8.606297, AltitudeMeters: 252.4 });
        Assert.True(report is { SpeedKph: 43.4, CourseDegrees: 80, Hdop: 2, EventCode: 0x40 });
        Assert.Equal((Time("2020-07-21T09:01:09Z"), Time("2020-07-21T09:01:09Z")), (report.DeviceTimeMs, report.FixTimeMs));
        Assert.Equal((14.2, 12_500.0, 933_110.0, 87), (report.ExternalVolts, report.OdometerMeters, report.EngineSeconds, report.BatteryPercent));
        Assert.Equal((true, true, 0u, 3u), (report.Ignition, report.Moving, report.DigitalInputs, report.DigitalOutputs));
        Assert.Equal([new SensorReading(1, SensorKind.AnalogVolts, 1.93)], report.Readings.ToArray());
    }

    [Fact]
    public void An_expanded_report_tells_its_thermometers()
    {
        var report = QueclinkFrames.Report(QueclinkFrames.Expanded);
        Assert.Equal(
            [new SensorReading(1, SensorKind.Temperature, 21.9375), new SensorReading(2, SensorKind.Temperature, -1.875)],
            report.Readings.ToArray());
        Assert.True(report is { Ignition: true, Moving: false, ExternalVolts: 12.351, DigitalOutputs: 4 });
    }

    /// <summary>What the simulator's encoder writes; it shares no code with the decoder.</summary>
    [Fact]
    public void The_simulators_report_is_read_as_it_was_meant()
    {
        var report = QueclinkFrames.Report(
            "+RESP:GTERI,060800,350000000000001,,00000002,14011,10,1,1,118.0,271,-7.0,-111.900001,33.580000,20231114221320,0310,0260,"
            + "0001,0001,00,3000000.2,,,,78,220100,2,1,2800000000000100,1,FEDB,20231114221320,0A2B$");
        Assert.True(report is { HasFix: true, SpeedKph: 118, CourseDegrees: 271, AltitudeMeters: -7, Longitude: -111.900001, Latitude: 33.58 });
        Assert.True(report is { Ignition: true, Moving: true, OdometerMeters: 3_000_000_200, ExternalVolts: 14.011, BatteryPercent: 78 });
        Assert.Equal([new SensorReading(1, SensorKind.Temperature, -18.3125)], report.Readings.ToArray());
        Assert.Equal(1_700_000_000_000, report.DeviceTimeMs);
    }

    [Fact]
    public void Accessories_tell_temperature_and_humidity()
    {
        var report = QueclinkFrames.Report(
            "+RESP:GTERI,80201E0100,860201067144330,,00000100,,10,1,1,0.0,0,30.2,121.348427,31.163316,20251126093749,0460,0000,1807,"
            + "00775892,00,0.0,,,,,99,210100,,1,00,6,4,0D1C099A,283F,WMS301_Test,7805414BA78A,1,3453,24,33,24.58,100,20251126093751,77E4$");
        Assert.Equal(
            [new SensorReading(11, SensorKind.Humidity, 33), new SensorReading(11, SensorKind.Temperature, 24.58)],
            report.Readings.ToArray());
        Assert.Equal([new IoValue(QueclinkIo.FirstAccessoryBattery, 3453)], report.IoValues.ToArray());
    }

    [Fact]
    public void Ignition_events_tell_the_ignition_with_or_without_a_fix()
    {
        var on = QueclinkFrames.Report(QueclinkFrames.IgnitionOn);
        Assert.Equal((true, true, 2_000_000.0, 37_800.0), (on.Ignition, on.HasFix, on.OdometerMeters, on.EngineSeconds));
        Assert.Equal([new IoValue(QueclinkIo.IgnitionSeconds, 1200)], on.IoValues.ToArray());

        var off = QueclinkFrames.Report(QueclinkFrames.IgnitionOffWithoutFix);
        Assert.Equal((false, false, 2_000_000.0), (off.Ignition, off.HasFix, off.OdometerMeters));
        Assert.Equal(Time("2009-02-14T09:33:00Z"), off.DeviceTimeMs);
    }

    [Fact]
    public void A_driver_is_reported_by_the_id_held_to_the_reader()
    {
        var report = QueclinkFrames.Report(QueclinkFrames.Driver);
        Assert.Equal((true, "D2C4FBC5", 0.0), (report.DriverReported, report.Driver.ToString(), report.OdometerMeters));
        Assert.Equal([new IoValue(QueclinkIo.DriverAuthorized, 1)], report.IoValues.ToArray());
    }

    [Theory]
    [InlineData("11", false, false)]
    [InlineData("12", false, true)]
    [InlineData("16", false, true)]
    [InlineData("21", true, false)]
    [InlineData("22", true, true)]
    [InlineData("41", null, false)]
    [InlineData("42", null, true)]
    [InlineData("33", null, null)]
    public void Motion_states_tell_ignition_and_motion(string state, bool? ignition, bool? moving)
    {
        var report = QueclinkFrames.Report(
            $"+RESP:GTSTT,060228,862894020178276,,{state},1,0.0,0,411.3,-63.169745,-17.776330,20160319132220,0736,0003,6AD4,5BAA,00,20160319132223,1FBD$");
        Assert.Equal((ignition, moving), (report.Ignition, report.Moving));
        Assert.Equal(state == "16", report.Alarms.HasFlag(DeviceAlarms.Towing));

        var information = QueclinkFrames.Report(
            $"+RESP:GTINF,080100,135790246811220,,{state},898600810906F8048812,16,0,1,11870,,4.1,0,0,0,,20090214013254,,12340,,00,00,+0800,0,20090214093254,11F0$");
        Assert.Equal((ignition, moving, 16, 11.87, 4.1), (
            information.Ignition, information.Moving, information.GsmSignal, information.ExternalVolts, information.BatteryVolts));
    }

    [Theory]
    [InlineData("GTSOS", "00", DeviceAlarms.Sos)]
    [InlineData("GTSPD", "01", DeviceAlarms.Overspeed)]
    [InlineData("GTTOW", "00", DeviceAlarms.Towing)]
    [InlineData("GTGEO", "01", DeviceAlarms.Geofence)]
    [InlineData("GTHBM", "10", DeviceAlarms.HarshBraking)]
    [InlineData("GTHBM", "11", DeviceAlarms.HarshAcceleration)]
    [InlineData("GTHBM", "32", DeviceAlarms.HarshCornering)]
    [InlineData("GTDIS", "21", DeviceAlarms.None)]
    public void Events_raise_their_alarm(string name, string type, DeviceAlarms alarm)
    {
        var report = QueclinkFrames.Report(
            $"+RESP:{name},0F0100,135790246811220,,,{type},1,1,24.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18d8,6141,00,2000.0,20090214093254,11F0$");
        Assert.Equal((alarm, true, 2_000_000.0), (report.Alarms, report.HasFix, report.OdometerMeters));
    }

    [Fact]
    public void An_accuracy_of_0_is_the_last_known_position()
    {
        var report = QueclinkFrames.Report(
            "+RESP:GTMPF,060228,862894020178276,,0,88.0,77,411.3,-63.169745,-17.776330,20160319132220,0736,0003,6AD4,5BAA,00,20160319142223,1FBD$");
        Assert.True(report is { HasFix: false, SpeedKph: null, CourseDegrees: null, AltitudeMeters: null, Hdop: null });
        Assert.Equal(DeviceAlarms.PowerCut, report.Alarms);
        Assert.Equal(Time("2016-03-19T14:22:23Z"), report.DeviceTimeMs);
    }

    [Theory]
    [InlineData("20240229235959", "2024-02-29T23:59:59Z")]
    [InlineData("20241231235959", "2024-12-31T23:59:59Z")]
    [InlineData("20190407000000", "2019-04-07T00:00:00Z")]
    [InlineData("19991231235959", "1999-12-31T23:59:59Z")]
    public void Times_are_as_told(string text, string time) => Assert.Equal(Time(time), IgnitionOffAt(text).DeviceTimeMs);

    [Theory]
    [InlineData("20230229000000")]
    [InlineData("20241301000000")]
    [InlineData("20240001000000")]
    [InlineData("20240132000000")]
    [InlineData("20240101240000")]
    [InlineData("20240101006000")]
    [InlineData("00000101000000")]
    [InlineData("2024010100000")]
    [InlineData("")]
    public void An_impossible_time_is_none(string text) => Assert.Null(IgnitionOffAt(text).DeviceTimeMs);

    [Fact]
    public void A_local_clock_is_found_out_by_its_scheduled_reports()
    {
        var replay = QueclinkFrames.Replay();
        replay.Feed(QueclinkFrames.Bytes(Scheduled("20160319132220", "20160319092223")));
        replay.Feed(QueclinkFrames.Bytes(IgnitionOff("20160319093000")));
        Assert.Equal(Time("2016-03-19T13:22:20Z"), replay.Frames[0].Reports[0].DeviceTimeMs);
        Assert.Equal(Time("2016-03-19T13:30:00Z"), replay.Frames[1].Reports[0].DeviceTimeMs);

        // A report sent long after its fix tells nothing about the clock; one sent right after it does.
        replay.Feed(QueclinkFrames.Bytes(Scheduled("20160319132220", "20160319095000"))).Feed(QueclinkFrames.Bytes(IgnitionOff("20160319100000")));
        Assert.Equal(Time("2016-03-19T14:00:00Z"), replay.Frames[3].Reports[0].DeviceTimeMs);
        replay.Feed(QueclinkFrames.Bytes(Scheduled("20160319150000", "20160319150003"))).Feed(QueclinkFrames.Bytes(IgnitionOff("20160319160000")));
        Assert.Equal(Time("2016-03-19T16:00:00Z"), replay.Frames[5].Reports[0].DeviceTimeMs);
    }

    [Fact]
    public void A_hex_event_tells_position_and_state()
    {
        // The accuracy of 0 in the real frame made 1: a fix.
        var frame = QueclinkFrames.HexEvent.ToArray();
        frame[37] = 1;
        var read = QueclinkFrames.Replay(new ProtocolOptions { AcknowledgeAll = true }).Feed(QueclinkFrames.WithChecksum(frame)).Frames.Single();
        Assert.Empty(read.Reply);
        var report = read.Reports.Single();
        Assert.True(report is { HasFix: true, Hdop: 1, SpeedKph: 22.1, CourseDegrees: 242, AltitudeMeters: 126 });
        Assert.Equal((-9.068048, 39.611162), (report.Longitude, report.Latitude));
        Assert.Equal((Time("2017-08-01T08:36:26Z"), true, true, 7, 45), (
            report.DeviceTimeMs, report.Ignition, report.Moving, report.Satellites, report.EventCode));

        // With an impossible date there is no position to be found, and the send time stands for the record.
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(53), 0xFFFF);
        report = QueclinkFrames.Replay().Feed(QueclinkFrames.WithChecksum(frame)).Frames.Single().Reports.Single();
        Assert.True(report is { HasFix: false, Ignition: true, OdometerMeters: null });
        Assert.Equal(Time("2017-08-01T08:36:26Z"), report.DeviceTimeMs);
    }

    [Fact]
    public void A_hex_heartbeat_names_its_device()
    {
        var frame = QueclinkFrames.Replay().Feed(QueclinkFrames.HexHeartbeat).Frames.Single();
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: "359231036735270"), frame.Message);
        Assert.Equal((ReportKind.Heartbeat, Time("2012-01-30T09:32:38Z")), (frame.Reports[0].Kind, frame.Reports[0].DeviceTimeMs));
        Assert.Empty(frame.Reply);
    }

    [Fact]
    public void The_binary_frames_of_newer_models_are_read()
    {
        var frame = QueclinkFrames.Replay().Feed(QueclinkFrames.Records).Frames.Single();
        Assert.Equal("123456789012345", frame.Message.DeviceId);
        var report = frame.Reports.Single();
        Assert.Equal((0x64F9AAF6 * 1000L, 0x5F179DA0 * 1000L, 3), (report.DeviceTimeMs, report.FixTimeMs, report.EventCode));
        Assert.Equal((121.390847, 31.164503, 38.1), (report.Longitude, report.Latitude, report.SpeedKph));

        var heartbeat = QueclinkFrames.Replay().Feed(QueclinkFrames.BinaryHeartbeat).Frames.Single();
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: "123456789012345"), heartbeat.Message);
        Assert.Equal((ReportKind.Heartbeat, 0x5E362F5A * 1000L), (heartbeat.Reports[0].Kind, heartbeat.Reports[0].DeviceTimeMs));
    }

    private static DeviceReport IgnitionOffAt(string sent) => QueclinkFrames.Report(IgnitionOff(sent));

    private static string IgnitionOff(string sent) =>
        $"+RESP:GTIGF,060228,862894020180553,,1200,0,,,,,,,0460,0000,18d8,6141,00,,2000.0,{sent},11F1$";

    private static string Scheduled(string fix, string sent) =>
        $"+RESP:GTFRI,060228,862894020180553,,,10,1,1,0.0,349,394.3,-63.287717,-17.662410,{fix},0736,0003,6ABA,8305,00,3326.8,,,,94,220100,,,,{sent},4D83$";

    private static long Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
