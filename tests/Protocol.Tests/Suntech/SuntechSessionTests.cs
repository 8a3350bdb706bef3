using System.Text;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Suntech;

namespace Gateway.Protocol.Tests.Suntech;

public class SuntechSessionTests
{
    [Fact]
    public void A_status_says_all_it_says()
    {
        var frame = SuntechFrames.Session().Feed(SuntechFrames.Text(SuntechFrames.FullStatus)).Frames.Single();
        Assert.Equal((MessageKind.Reports, "100850000", false), (frame.Message.Kind, frame.Message.DeviceId, frame.Message.ReplyAwaitsCommit));
        Assert.Empty(frame.Reply);
        var report = frame.Reports.Single();
        Assert.True(report is { DeviceTimeMs: 1_709_190_736_000, HasFix: true, Latitude: 37.478519, Longitude: -126.885815 });
        Assert.True(report is { SpeedKph: 36.029, CourseDegrees: 90.5, Satellites: 7, OdometerMeters: 1716, ExternalVolts: 15.33 });
        Assert.True(report is { Ignition: true, DigitalInputs: 2, DigitalOutputs: 1, BatteryVolts: 4.1, EngineSeconds: 3660 });
        Assert.Equal((true, "01B54221010000"), (report.DriverReported, report.Driver.ToString()));
        Assert.Equal(
            [new(1, SensorKind.Temperature, -20.8), new(2, SensorKind.Temperature, 2.5)],
            report.Readings.ToArray());
    }

    [Fact]
    public void A_status_without_settings_says_less()
    {
        var report = Text(SuntechFrames.Status);
        Assert.True(report is { Ignition: true, BatteryVolts: null, EngineSeconds: null, DriverReported: false });
        Assert.Empty(report.Readings.ToArray());
    }

    [Fact]
    public void Zeros_are_no_driver()
    {
        var report = Text(SuntechFrames.Status + ";000061;4.1;1;00000000000000;0");
        Assert.True(report is { DriverReported: true, Driver.IsEmpty: true });
    }

    [Theory]
    [InlineData("ALT", "41", DeviceAlarms.PowerCut)]
    [InlineData("ALT", "50", DeviceAlarms.Jamming)]
    [InlineData("EMG", "1", DeviceAlarms.Sos)]
    [InlineData("EMG", "5", DeviceAlarms.Other)]
    [InlineData("EVT", "1", DeviceAlarms.None)]
    public void Alerts_and_emergencies_are_alarms(string kind, string id, DeviceAlarms alarm)
    {
        var report = Text($"ST300{kind};100850000;01;010;20240229;07:12:16;00129;+37.478519;-126.885815;036.029;090.50;7;1;1716;15.33;000000;{id}");
        Assert.Equal((int.Parse(id), alarm), (report.EventCode!.Value, report.Alarms));
    }

    [Fact]
    public void Without_a_fix_there_is_no_position()
    {
        var report = Text("SA200STT;317652;042;20230229;18:04:30;16d41;-15.618743;-056.083221;010.001;100.00;0;0;41557;12.21;100000;1;3125");
        Assert.True(report is { HasFix: false, Latitude: 0, SpeedKph: null, CourseDegrees: null, Ignition: true, OdometerMeters: 41_557 });
        Assert.Null(report.DeviceTimeMs);
    }

    [Fact]
    public void A_universal_status_has_the_fields_of_its_map()
    {
        var report = Text(SuntechFrames.Universal);
        Assert.True(report is { HasFix: true, Latitude: 20.741764, Longitude: -103.430364, SpeedKph: 12.34, CourseDegrees: 271.5 });
        Assert.True(report is { Satellites: 19, GsmSignal: 24, Ignition: true, DigitalInputs: 2, DigitalOutputs: 2, EventCode: 1 });
        Assert.True(report is { BatteryVolts: 4.1, ExternalVolts: 12.14, DeviceTimeMs: 1_709_239_945_000 });
        Assert.True(Text("STT;0560001616;070830;20240229;20:52:25;+20.5;1;00000000;00000000") is { HasFix: false, Ignition: false });
    }

    [Fact]
    public void A_universal_alert_59_names_the_driver()
    {
        var report = Text("ALT;0950030205;3FFFFF;95;1.0.11;0;20221017;21:41:30;02F2F402;334;20;0F1D;45;+25.791061;-100.170745;0.00;0.00;18;1;00000001;00000000;59;1;01A2B3C4D5E6F708");
        Assert.Equal((59, "01A2B3C4D5E6F708"), (report.EventCode, report.Driver.ToString()));
        Assert.Equal(DeviceAlarms.Sos, Text("ALT;0950030205;0A0000;00000001;42").Alarms);
    }

    [Fact]
    public void External_data_may_hold_line_ends()
    {
        var replay = SuntechFrames.Session().Feed([.. SuntechFrames.Text(SuntechFrames.External), .. SuntechFrames.Text(SuntechFrames.Status)]);
        Assert.Equal(2, replay.Frames.Count);
        Assert.Equal("22574684", replay.Frames[0].Reports.Single().Driver.ToString());

        var fuel = Text(SuntechFrames.FuelSensors);
        Assert.Equal([new(0, SensorKind.Temperature, 19), new(1, SensorKind.Temperature, -5)], fuel.Readings.ToArray());
        Assert.Equal([new(256, 0x089D), new(257, 0x0E74)], fuel.IoValues.ToArray());
        Assert.Equal(4.1, fuel.BatteryVolts);
    }

    [Fact]
    public void Escaped_bytes_of_external_data_count_as_one()
    {
        // 02 00 0D 90: sum 9F.
        var frame = SuntechFrames.Text("ST300UEX;511699398;45;315;20220623;18:24:58;6a1329;-29.754947;-057.085885;000.000;000.00;10;1;72;0.00;000000;4;\u0002\u0001\u0010\r\u0090;9F;000000;3.9;1");
        Assert.Equal([frame], SuntechFrames.Session().Feed(frame).Frames.Select(found => found.Frame));
        Assert.Equal(3.9, SuntechFrames.Session().Feed(frame).Frames.Single().Reports.Single().BatteryVolts);
    }

    [Fact]
    public void A_wrong_checksum_of_external_data_is_refused_or_counted()
    {
        var bad = SuntechFrames.Text(SuntechFrames.External.Replace(";A7;", ";A8;", StringComparison.Ordinal));
        Assert.Equal(FrameFault.Checksum, SuntechFrames.Session().Feed(bad).Frames.Single().Message.Fault);
        var lenient = SuntechFrames.Session(ChecksumPolicy.Lenient).Feed(bad);
        Assert.Equal((1, "22574684"), (lenient.Session.ChecksumFaultsTaken, lenient.Frames.Single().Reports.Single().Driver.ToString()));
    }

    [Fact]
    public void Models_of_ST900_have_two_layouts()
    {
        var first = Text("ST910;Location;344506;017;20130727;14:10:00;-25.398714;-049.296818;000.187;000.00;1;4.32;1;1;0001");
        Assert.True(first is { HasFix: true, Longitude: -49.296818, BatteryVolts: 4.32, OdometerMeters: null, Alarms: DeviceAlarms.None });
        var second = Text("ST910;Location;907510186;552;20180504;23:15:45;3af54e5331;+19.301833;-099.190657;000.246;000.00;1;28462;80;1;0");
        Assert.True(second is { HasFix: true, Longitude: -99.190657, BatteryVolts: null, OdometerMeters: 28_462 });
        var alert = Text("ST910;Alert;907510186;20180504;23:15:45;3af54e5331;+19.301833;-099.190657;000.246;000.00;1;28462;80");
        Assert.True(alert is { HasFix: true, OdometerMeters: 28_462, Alarms: DeviceAlarms.Other });
    }

    [Fact]
    public void Binary_reports_have_the_same_fields()
    {
        var frame = SuntechFrames.Session().Feed(SuntechFrames.UniversalZip).Frames.Single();
        Assert.Equal("0520001338", frame.Message.DeviceId);
        var report = frame.Reports.Single();
        Assert.True(report is { HasFix: true, Latitude: 4.717013, Longitude: -74.057345, SpeedKph: 12, CourseDegrees: 90 });
        Assert.True(report is { Ignition: true, DigitalInputs: 2, DigitalOutputs: 2, Satellites: 20, GsmSignal: 31, DeviceTimeMs: 1_709_248_319_000 });

        report = SuntechFrames.Session().Feed(SuntechFrames.DriverZip).Frames.Single().Reports.Single();
        Assert.Equal((59, "01A2B3C4D5E6F708"), (report.EventCode, report.Driver.ToString()));

        frame = SuntechFrames.Session().Feed(SuntechFrames.LegacyZip).Frames.Single();
        report = frame.Reports.Single();
        Assert.Equal("511340877", frame.Message.DeviceId);
        Assert.True(report is { HasFix: true, Latitude: -12.063565, Longitude: -45.793653, SpeedKph: 54.38, CourseDegrees: 26.3 });
        Assert.True(report is { Ignition: true, DigitalInputs: 2, DigitalOutputs: 1, ExternalVolts: 12.45, OdometerMeters: 23_486_038 });
    }

    [Theory]
    [InlineData("SA200ALV;317652", ReportKind.Heartbeat)]
    [InlineData("ALV;0520001338", ReportKind.Heartbeat)]
    public void Keep_alives_are_heartbeats(string text, ReportKind kind)
    {
        var report = Text(text);
        Assert.Equal((kind, (long?)null, false), (report.Kind, report.DeviceTimeMs, report.HasFix));
    }

    [Theory]
    [InlineData("RES;4309999001;04;02;TEST")]
    [InlineData("ST300CMD;Res;511848119;315;PresetA")]
    [InlineData("BSA;0820012345;001FFF;82;1.0.0")]
    [InlineData("ST910;Unknown;511848119")]
    [InlineData("ST300XYZ;511848119;315")]
    public void Other_texts_hold_no_reports(string text) =>
        Assert.Equal(MessageKind.Other, SuntechFrames.Session().Feed(SuntechFrames.Text(text)).Frames.Single().Message.Kind);

    [Theory]
    [InlineData("X")]
    [InlineData("STT")]
    [InlineData("STT;abc;def")]
    [InlineData("STT;0560001616;xyz")]
    [InlineData("ST300STT;100850000;01;010;20240229")]
    [InlineData("ST410STT;100850000;01;010;20240229")]
    [InlineData("ST910;Location;100850000;01")]
    public void Broken_texts_are_refused(string text) =>
        Assert.Equal(FrameFault.Body, SuntechFrames.Session().Feed(SuntechFrames.Text(text)).Frames.Single().Message.Fault);

    [Fact]
    public void Lines_may_end_with_two_bytes()
    {
        byte[] line = [.. SuntechFrames.Text(SuntechFrames.Status), (byte)'\n'];
        var replay = SuntechFrames.Session().Feed([.. line, .. line]);
        Assert.Equal(2, replay.Frames.Count(frame => frame.Message.Kind == MessageKind.Reports));
        Assert.Equal(0, replay.Pending);
    }

    [Fact]
    public void What_can_be_no_frame_is_refused_at_once()
    {
        foreach (var bytes in new byte[][] { [0x00], [0x7E], "$$"u8.ToArray(), [0x02, 0xFF, 0xFF], [0x81, 0, 0], [0x82, 0, 4] })
        {
            Assert.NotEqual(FrameFault.None, SuntechFrames.Session().Feed(bytes).StreamFault);
        }

        var withoutEnd = SuntechFrames.LegacyZip.ToArray();
        withoutEnd[^1] = 4;
        Assert.Equal(FrameFault.Length, SuntechFrames.Session().Feed(withoutEnd).StreamFault);
        Assert.Equal(FrameFault.Length, SuntechFrames.Session().Feed(Encoding.ASCII.GetBytes(new string('A', 4096))).StreamFault);
    }

    [Fact]
    public void Every_frame_names_its_device()
    {
        var session = SuntechFrames.Session()
            .Feed(SuntechFrames.Text(SuntechFrames.Status))
            .Feed(SuntechFrames.Text(SuntechFrames.FullStatus))
            .Feed(SuntechFrames.Text("ST910;Location;344506;017;20130727;14:10:00;-25.398714;-049.296818;000.187;000.00;1;4.32"));
        Assert.Same(session.Frames[0].Message.DeviceId, session.Frames[1].Message.DeviceId);
        Assert.Equal("344506", session.Frames[2].Message.DeviceId);
    }

    [Fact]
    public void The_first_bytes_tell_the_family()
    {
        var protocol = new SuntechProtocol();
        foreach (var text in new[] { "ST300STT", "SA200", "STT;", "ALT;", "UEX;", "RES;" })
        {
            Assert.Equal(Recognition.Yes, protocol.Recognise(Encoding.ASCII.GetBytes(text)));
        }

        Assert.Equal(Recognition.Yes, protocol.Recognise(SuntechFrames.UniversalZip.AsSpan(0, 16)));
        Assert.Equal(Recognition.Yes, protocol.Recognise(SuntechFrames.LegacyZip.AsSpan(0, 3)));
        Assert.Equal(Recognition.NeedMore, protocol.Recognise("ST"u8));
        Assert.Equal(Recognition.NeedMore, protocol.Recognise("STT"u8));
        Assert.Equal(Recognition.NeedMore, protocol.Recognise([0x02]));
        Assert.Equal(Recognition.No, protocol.Recognise("STTX"u8));
        Assert.Equal(Recognition.No, protocol.Recognise("SX3"u8));
        Assert.Equal(Recognition.No, protocol.Recognise([0x02, 0x64]));
        Assert.Equal(Recognition.No, protocol.Recognise("#L#"u8));
        Assert.Equal(Recognition.No, protocol.Recognise([0x78, 0x78]));
    }

    private static DeviceReport Text(string text) =>
        SuntechFrames.Session().Feed(SuntechFrames.Text(text)).Frames.Single().Reports.Single();
}
