using System.Text;
using Gateway.Protocol.Meitrack;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Meitrack;

public class MeitrackSessionTests
{
    private const long LeapDay = 1_709_251_199_000;

    [Fact]
    public void A_text_record_says_all_it_says()
    {
        var frame = MeitrackFrames.Session().Feed(MeitrackFrames.Full).Frames.Single();
        Assert.Equal((MessageKind.Reports, MeitrackFrames.Imei, false), (frame.Message.Kind, frame.Message.DeviceId, frame.Message.ReplyAwaitsCommit));
        Assert.Empty(frame.Reply);
        var report = frame.Reports.Single();
        Assert.True(report is { Kind: ReportKind.Record, DeviceTimeMs: LeapDay, HasFix: true, EventCode: 37, Ignition: null });
        Assert.True(report is { Latitude: -33.815773, Longitude: 151.200181, AltitudeMeters: -9, SpeedKph: 68, CourseDegrees: 74 });
        Assert.True(report is { Satellites: 9, GsmSignal: 21, Hdop: 0.9, OdometerMeters: 1_988_259 });
        Assert.True(report is { DigitalInputs: 2, DigitalOutputs: 1, BatteryVolts: 4.22, ExternalVolts: 13.93 });
        Assert.Equal((true, "006380DF"), (report.DriverReported, report.Driver.ToString()));
        Assert.Equal(
            [new(1, SensorKind.Temperature, 27.06), new(6, SensorKind.Temperature, -12.34)],
            report.Readings.ToArray());
        Assert.Equal([new(13, 525_882), new(22, 3), new(23, 0), new(24, 0), new(0x9D, 1025)], report.IoValues.ToArray());
    }

    [Fact]
    public void The_documents_example_is_a_record()
    {
        var report = Text(MeitrackFrames.SosOfTheDocument);
        Assert.True(report is { HasFix: true, Latitude: 22.538169, SpeedKph: 4, Alarms: DeviceAlarms.Sos, AltitudeMeters: 581 });
        Assert.Equal(1_268_474_213_000, report.DeviceTimeMs);
    }

    [Fact]
    public void Stored_records_have_their_count_first() =>
        Assert.Equal(35, Text("AFF,0004,35,58.588926,16.180473,140928192856,A,10,27,0,161,1.2,19,1648894,435695,240|24|88B9|E435,0000,|||0A22|0000,00000001,,50,,,,,,,,,,,,,").EventCode);

    [Fact]
    public void Without_a_valid_fix_there_is_no_position()
    {
        var report = Text("AAA,35,25.219431,55.279918,200916155923,V,0,25,7,9,0.0,5,249701532,98374503,424|2|101C|A3AE,0800,0000|0000|0000|02D3|0103,00000011,");
        Assert.True(report is { HasFix: false, Latitude: 0, SpeedKph: null, CourseDegrees: null, AltitudeMeters: null, Hdop: null });
        Assert.True(report is { OdometerMeters: 249_701_532, DigitalInputs: 8, BatteryVolts: 7.23, Satellites: 0 });
        Assert.False(Text("AAA,35,95.0,55.2,200916155923,A,5,25,7,9,1.0,5,1,1,,,").HasFix);
        Assert.False(Text("AAA,35,0.000000,0.000000,200916155923,A,5,25,7,9,1.0,5,1,1,,,").HasFix);
    }

    [Theory]
    [InlineData("240229000000", 1_709_164_800_000)]
    [InlineData("991231235959", 4_102_444_799_000)]
    [InlineData("230229000000", null)]
    [InlineData("241301000000", null)]
    [InlineData("240101240000", null)]
    [InlineData("2401010000xx", null)]
    [InlineData("000000000000", null)]
    public void Impossible_dates_are_no_dates(string time, long? expected) =>
        Assert.Equal(expected, Text($"AAA,35,1.5,2.5,{time},A,5,25,7,9,1.0,5,1,1,,,").DeviceTimeMs);

    [Theory]
    [InlineData("1", "001206", 18.06)]
    [InlineData("2", "008A19", -10.25)]
    [InlineData("2", "00F619", -10.25)]
    [InlineData("3", "00FC00", -10.24)]
    [InlineData("3", "007FFF", null)]
    [InlineData("", "00FF00", -1.0)]
    public void Temperatures_depend_on_the_version(string version, string sensor, double? celsius)
    {
        var report = Text($"AAA,35,1.5,2.5,240101000000,A,5,25,7,9,1.0,5,1,1,,0000,|||,,,{version},,{sensor}");
        Assert.Equal(celsius is { } known ? [known] : [], report.Readings.ToArray().Select(reading => reading.Value));
    }

    [Fact]
    public void Volts_may_be_told_in_decimals()
    {
        var report = Text("AAA,35,1.5,2.5,240101000000,A,5,25,7,9,1.0,5,1,1,0|0|0|0,0000,4.05|13.75|3.01|3.29|0.00,,");
        Assert.True(report is { BatteryVolts: 4.05, ExternalVolts: 13.75 });
    }

    [Fact]
    public void Event_31_is_the_heartbeat()
    {
        Assert.Equal(ReportKind.Heartbeat, Text("AAA,31,1.5,2.5,240101000000,V,0,25,0,0,0,0,1,1,,0000,|||,").Kind);
        Assert.True(Text("AAA,42,1.5,2.5,240101000000,V,0,25,0,0,0,0,1,1,,0000,|||,").Moving);
        Assert.False(Text("AAA,41,1.5,2.5,240101000000,V,0,25,0,0,0,0,1,1,,0000,|||,").Moving);
    }

    [Fact]
    public void Compact_records_are_acknowledged_after_the_commit()
    {
        var frame = MeitrackFrames.Session().Feed(MeitrackFrames.Compact).Frames.Single();
        Assert.True(frame.Message is { Kind: MessageKind.Reports, Reports: 2, ReplyAwaitsCommit: true });
        Assert.Equal("@@G27,353358017784062,CCC,2*E7\r\n", Encoding.ASCII.GetString(frame.Reply));
        var report = frame.Reports[1];
        Assert.True(report is { HasFix: true, Latitude: 2.098836, Longitude: -2.097208, SpeedKph: 68, CourseDegrees: 90, AltitudeMeters: -9 });
        Assert.True(report is { EventCode: 2, Satellites: 9, GsmSignal: 21, Hdop: 0.9, OdometerMeters: 1_988_259, DigitalInputs: 2 });
        Assert.True(report is { DigitalOutputs: 1, BatteryVolts: 4.17, ExternalVolts: 12.18 });
        Assert.Equal((946_684_800L + 0x14DC6590) * 1000, report.DeviceTimeMs);
    }

    [Fact]
    public void Parameter_records_have_groups_by_size()
    {
        var frame = MeitrackFrames.Session().Feed(MeitrackFrames.Parameters).Frames.Single();
        Assert.True(frame.Message is { Kind: MessageKind.Reports, Reports: 2, ReplyAwaitsCommit: false });
        Assert.Empty(frame.Reply);
        var report = frame.Reports[1];
        Assert.True(report is { HasFix: true, Latitude: 33.925621, Longitude: -6.91751, SpeedKph: 24, CourseDegrees: 198, AltitudeMeters: -2 });
        Assert.True(report is { EventCode: 37, Satellites: 17, GsmSignal: 25, BatteryPercent: 100, Hdop: 0.5, OdometerMeters: 518_578 });
        Assert.True(report is { DigitalInputs: 2, DigitalOutputs: 1, BatteryVolts: 4.22, ExternalVolts: 14.25 });
        Assert.Equal("006380DF", report.Driver.ToString());
        Assert.Equal(1_775_251_493_000, report.DeviceTimeMs);
        Assert.Equal(
            [
                new(1, SensorKind.AnalogVolts, 0.07),
                new(1, SensorKind.Temperature, 27.06),
                new(2, SensorKind.Temperature, -12.34),
                new(11, SensorKind.Temperature, -10.63671875),
                new(11, SensorKind.Humidity, 50.56640625),
            ],
            report.Readings.ToArray());
        Assert.Equal([new(0x1B, 0), new(0x0D, 163_903)], report.IoValues.ToArray());
    }

    [Fact]
    public void A_wrong_checksum_is_refused_or_counted()
    {
        foreach (var good in new[] { MeitrackFrames.Full, MeitrackFrames.Compact })
        {
            var bad = good.ToArray();
            bad[^3] = bad[^3] == '0' ? (byte)'1' : (byte)'0';
            var strict = MeitrackFrames.Session().Feed(bad).Frames.Single();
            Assert.Equal(FrameFault.Checksum, strict.Message.Fault);
            Assert.Empty(strict.Reply);
            var lenient = MeitrackFrames.Session(ChecksumPolicy.Lenient).Feed(bad);
            Assert.Equal((MessageKind.Reports, 1), (lenient.Frames.Single().Message.Kind, lenient.Session.ChecksumFaultsTaken));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(12)]
    [InlineData(-12)]
    public void A_miscounted_text_frame_ends_with_its_line(int by)
    {
        var frame = MeitrackFrames.Miscounted("D82,0,1234567", by);
        var replay = MeitrackFrames.Session().Feed([.. frame, .. MeitrackFrames.Full]);
        Assert.Equal([frame, MeitrackFrames.Full], replay.Frames.Select(found => found.Frame));
        Assert.Equal(MessageKind.Other, replay.Frames[0].Message.Kind);
    }

    [Fact]
    public void Line_ends_within_binary_data_do_not_end_it()
    {
        var record = MeitrackFrames.ParameterRecord.Replace("0D3F800200", "0D2A41410D", StringComparison.Ordinal).Replace("25DF806300", "25" + "0A000000", StringComparison.Ordinal);
        var frame = MeitrackFrames.Frame("CCE,", MeitrackFrames.ParameterData(record));
        Assert.Equal([frame], MeitrackFrames.Session().Feed(frame).Frames.Select(found => found.Frame));
    }

    [Theory]
    [InlineData("AAC,1", "@@G27,353358017784062,AAC,1*E2\r\n")]
    [InlineData("D03,OK", "@@O46,353358017784062,D00,camera_picture.jpg,0*28\r\n")]
    [InlineData("C42,OK", "")]
    [InlineData("AFF,3", "")]
    public void Answers_of_the_device_hold_no_records(string content, string answer)
    {
        var frame = MeitrackFrames.Session().Feed(MeitrackFrames.Frame(content)).Frames.Single();
        Assert.Equal((MessageKind.Other, MeitrackFrames.Imei), (frame.Message.Kind, frame.Message.DeviceId));
        Assert.Equal(answer, Encoding.ASCII.GetString(frame.Reply));
    }

    [Theory]
    [InlineData("AAA,35", FrameFault.Body)]
    [InlineData("AAAx35", FrameFault.Body)]
    [InlineData("AAA,35,1.5,2.5,240101000000,X,0,0,0,0", FrameFault.Body)]
    [InlineData("CCC,", FrameFault.Body)]
    [InlineData("CCE,", FrameFault.Body)]
    public void Broken_bodies_are_refused(string content, FrameFault fault)
    {
        var frame = MeitrackFrames.Session().Feed(MeitrackFrames.Frame(content)).Frames.Single();
        Assert.Equal(fault, frame.Message.Fault);
        Assert.Empty(frame.Reply);
    }

    [Theory]
    [InlineData("0201330005000000", FrameFault.UnknownType)]
    [InlineData("020134000500000001", FrameFault.Body)]
    public void Compact_records_of_other_lengths_are_not_acknowledged(string data, FrameFault fault)
    {
        var frame = MeitrackFrames.Session().Feed(MeitrackFrames.Frame("CCC,", Convert.FromHexString(data))).Frames.Single();
        Assert.Equal(fault, frame.Message.Fault);
        Assert.Empty(frame.Reply);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("$x")]
    [InlineData("$$1")]
    [InlineData("$$Ax")]
    [InlineData("$$A100000,")]
    [InlineData("$$A99999,353358017784062,AAA,")]
    [InlineData("$$A10,353358017784062,AAA,")]
    [InlineData("$$A100,,AAA")]
    [InlineData("$$A100,3533580177840621")]
    [InlineData("$$A100,35335801778406x")]
    public void What_can_be_no_frame_is_refused_at_once(string text) =>
        Assert.NotEqual(FrameFault.None, MeitrackFrames.Session().Feed(Encoding.ASCII.GetBytes(text)).StreamFault);

    [Fact]
    public void The_first_bytes_tell_the_family()
    {
        var protocol = new MeitrackProtocol();
        Assert.Equal(Recognition.NeedMore, protocol.Recognise("$$N12"u8));
        Assert.Equal(Recognition.Yes, protocol.Recognise("$$N127,"u8));
        Assert.Equal(Recognition.No, protocol.Recognise("$$013949004569,"u8));
        Assert.Equal(Recognition.No, protocol.Recognise("$$N,"u8));
        Assert.Equal(Recognition.No, protocol.Recognise("ST300STT;"u8));
    }

    [Fact]
    public void The_device_id_is_made_once()
    {
        var session = MeitrackFrames.Session().Feed(MeitrackFrames.Full).Feed(MeitrackFrames.Compact);
        Assert.Same(session.Frames[0].Message.DeviceId, session.Frames[1].Message.DeviceId);
        Assert.Equal("861451040910625", session.Feed("$$z27,861451040910625,AAC,1*D3\r\n"u8).Frames[2].Message.DeviceId);
    }

    private static DeviceReport Text(string content) =>
        MeitrackFrames.Session().Feed(MeitrackFrames.Frame(content)).Frames.Single().Reports.Single();
}
