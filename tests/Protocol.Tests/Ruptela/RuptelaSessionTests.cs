using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Ruptela;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Ruptela;

public class RuptelaSessionTests
{
    [Fact]
    public void The_protocol_is_the_one_of_the_contract()
    {
        var protocol = new RuptelaProtocol();
        Assert.Equal(("ruptela", 6, 5046, 4096), (protocol.Name, (int)protocol.Id, protocol.DefaultPort, protocol.MaxFrameLength));
    }

    [Fact]
    public void Records_are_acknowledged_after_the_commit()
    {
        var replay = RuptelaFrames.Replay().Feed(RuptelaFrames.Record).Feed(RuptelaFrames.Record).Feed(RuptelaFrames.TwoRecords);
        Assert.Equal(
            new DeviceMessage(MessageKind.Reports, Reports: 1, ReplyAwaitsCommit: true, DeviceId: "863071016796572"),
            replay.Frames[0].Message);
        Assert.Equal([null, "012207007303107"], replay.Frames.Skip(1).Select(frame => frame.Message.DeviceId));
        Assert.All(replay.Frames, frame => Assert.Equal(RuptelaFrames.Acknowledged, frame.Reply));

        var report = replay.Frames[0].Reports[0];
        Assert.True(report is { HasFix: true, Latitude: 5.6292216, Longitude: -0.067495, AltitudeMeters: 48.7, SpeedKph: 0 });
        Assert.True(report is { Moving: false, GsmSignal: 12, ExternalVolts: 13.286, BatteryVolts: 4.097, OdometerMeters: 30714, Hdop: 1.3 });
        Assert.Equal((1444141293000, 0u), (report.DeviceTimeMs, report.DigitalInputs));
        Assert.Equal(2, replay.Frames[2].Reports.Count);
    }

    [Theory]
    [InlineData(true, "00027301CB25")]
    [InlineData(false, "00027300DAAC")]
    public void An_identification_is_a_login(bool accepted, string answer)
    {
        var session = new RuptelaProtocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        var message = session.Read(RuptelaFrames.Identification, new ListSink(), reply);
        Assert.Equal(new DeviceMessage(MessageKind.Login, DeviceId: "869530043209218"), message);
        Assert.Equal(0, reply.WrittenCount);
        session.AnswerLogin(accepted, reply);
        Assert.Equal(answer, Convert.ToHexString(reply.WrittenSpan));
    }

    [Theory]
    [InlineData(1, "000264000235")]
    [InlineData(16, "")]
    public void A_device_that_is_not_known_is_refused_in_the_terms_of_its_message(byte command, string answer)
    {
        var session = new RuptelaProtocol().CreateSession(new ProtocolOptions());
        session.Read(command == 1 ? RuptelaFrames.Record : RuptelaFrames.Heartbeat, new ListSink(), new ArrayBufferWriter<byte>());
        var reply = new ArrayBufferWriter<byte>();
        session.AnswerLogin(false, reply);
        Assert.Equal(answer, Convert.ToHexString(reply.WrittenSpan));
    }

    [Fact]
    public void A_heartbeat_is_answered_at_once()
    {
        var frame = RuptelaFrames.Replay().Feed(RuptelaFrames.Heartbeat).Frames.Single();
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: "863071016796572"), frame.Message);
        Assert.Equal(ReportKind.Heartbeat, frame.Reports[0].Kind);
        Assert.Equal("00027401862D", Convert.ToHexString(frame.Reply));
    }

    [Fact]
    public void What_is_refused_is_sent_again()
    {
        var frame = RuptelaFrames.Record.ToArray();
        frame[^1] ^= 1;
        AssertRefused(FrameFault.Checksum, frame);
        var lenient = RuptelaFrames.Replay(ChecksumPolicy.Lenient).Feed(frame);
        Assert.Equal((1, 1), (lenient.Frames.Single().Message.Reports, lenient.Session.ChecksumFaultsTaken));

        var extended = RuptelaFrames.Extended();
        AssertRefused(FrameFault.Body, RuptelaFrames.ExtendedFrame(extended[..^1]));
        AssertRefused(FrameFault.RecordCount, RuptelaFrames.ExtendedFrame([.. extended, 0]));
        AssertRefused(FrameFault.Body, RuptelaFrames.Frame(68, [0, 2, .. extended]));
        AssertRefused(FrameFault.Body, RuptelaFrames.Frame(1, [0]));

        var session = RuptelaFrames.Replay().Session;
        var reply = new ArrayBufferWriter<byte>();
        Assert.Equal(
            DeviceMessage.Refused(FrameFault.TooManyReports), session.Read(RuptelaFrames.TwoRecords, new ListSink(capacity: 1), reply));
        Assert.Equal(RuptelaFrames.Refused, reply.WrittenSpan.ToArray());
    }

    [Fact]
    public void Elements_have_their_fields()
    {
        var report = RuptelaFrames.Replay().Feed(RuptelaFrames.ExtendedFrame(RuptelaFrames.Extended(
            bytes: [(2, 1), (4, 1), (409, 1), (173, 1), (32, 0xF6), (88, 1), (410, 1)],
            shorts: [(78, -183), (79, 215), (74, 0x7FFF), (22, 1500)],
            ints: [(65, 3_000_000)],
            longs: [(34, 0x01000B00791C1793)]))).Frames.Single().Reports.Single();
        Assert.True(report is { Ignition: true, Moving: true, DigitalInputs: 5, OdometerMeters: 3_000_000, EventCode: 7, CourseDegrees: 69.99 });
        Assert.Equal(DeviceAlarms.Jamming | DeviceAlarms.Towing, report.Alarms);
        Assert.Equal("01000B00791C1793", report.Driver.ToString());
        Assert.Equal(
            [
                new SensorReading(1, SensorKind.Temperature, -18.3), new SensorReading(2, SensorKind.Temperature, 21.5),
                new SensorReading(1, SensorKind.AnalogVolts, 1.5),
            ],
            report.Readings.ToArray());
        Assert.Equal([new IoValue(32, -10), new IoValue(88, 1), new IoValue(410, 1), new IoValue(74, 0x7FFF)], report.IoValues.ToArray());
    }

    [Fact]
    public void A_driver_card_comes_in_two_halves()
    {
        var report = One(RuptelaFrames.Extended(longs: [(126, 0x3042303030303031), (127, 0x3132333435363031)]));
        Assert.Equal((true, "0B00000112345601"), (report.DriverReported, report.Driver.ToString()));
        Assert.True(One(RuptelaFrames.Extended(longs: [(34, 0)])) is { DriverReported: true, Driver.IsEmpty: true });
    }

    [Fact]
    public void Parts_of_a_record_come_together()
    {
        var frame = RuptelaFrames.Replay().Feed(RuptelaFrames.ExtendedFrame(
            RuptelaFrames.Extended(part: 0x20, bytes: [(409, 1)]),
            RuptelaFrames.Extended(part: 0x21, shorts: [(29, 14_000)]),
            RuptelaFrames.Extended(part: 0x22, ints: [(65, 7)]),
            RuptelaFrames.Extended())).Frames.Single();
        Assert.Equal(2, frame.Message.Reports);
        Assert.True(frame.Reports[0] is { Ignition: true, ExternalVolts: 14, OdometerMeters: 7 });
        Assert.Null(frame.Reports[1].Ignition);
    }

    [Fact]
    public void Without_a_fix_the_rest_still_counts()
    {
        var record = RuptelaFrames.Extended(bytes: [(409, 1)]);
        new byte[] { 0x80, 0, 0, 0, 0x80, 0, 0, 0 }.CopyTo(record, 7);
        Assert.True(One(record) is { HasFix: false, Ignition: true, SpeedKph: null, Latitude: 0 });

        record = RuptelaFrames.Extended(bytes: [(409, 1)]);
        record[7 + 12] = 0;
        Assert.True(One(record) is { HasFix: false, Ignition: true, Satellites: 0 });
    }

    [Fact]
    public void Trouble_codes_tell_when_and_where()
    {
        var entry = Convert.FromHexString("024e9caf2c07d608f11a1480ba015030303130");
        var frame = RuptelaFrames.Replay().Feed(RuptelaFrames.Frame(9, [2, .. entry, .. entry])).Frames.Single();
        Assert.Equal((2, true), (frame.Message.Reports, frame.Message.ReplyAwaitsCommit));
        Assert.Equal("00026D01C4A4", Convert.ToHexString(frame.Reply));
        Assert.Equal((1318891308000, 43.755129, 13.1467505), (
            frame.Reports[0].DeviceTimeMs, frame.Reports[0].Latitude, frame.Reports[0].Longitude));
    }

    [Fact]
    public void Other_commands_are_recognised_and_unknown_ones_refused()
    {
        Assert.Equal(MessageKind.Other, RuptelaFrames.Replay().Feed(RuptelaFrames.Frame(7, [.. "ok"u8])).Frames.Single().Message.Kind);
        var unknown = RuptelaFrames.Replay().Feed(RuptelaFrames.Frame(200, [])).Frames.Single();
        Assert.Equal(DeviceMessage.Refused(FrameFault.UnknownType), unknown.Message);
        Assert.Empty(unknown.Reply);
    }

    [Theory]
    [InlineData("0008", FrameFault.Length)]
    [InlineData("0FFD", FrameFault.Length)]
    [InlineData("4745", FrameFault.Length)]
    [InlineData("007901", FrameFault.Garbage)]
    [InlineData("00790003FFFFFFFFFFFF", FrameFault.Garbage)]
    public void Bytes_that_start_no_frame_end_the_stream(string hex, FrameFault fault) =>
        Assert.Equal(fault, RuptelaFrames.Replay().Feed(Convert.FromHexString(hex)).StreamFault);

    private static DeviceReport One(byte[] record) =>
        RuptelaFrames.Replay().Feed(RuptelaFrames.ExtendedFrame(record)).Frames.Single().Reports.Single();

    private static void AssertRefused(FrameFault fault, byte[] frame)
    {
        var read = RuptelaFrames.Replay().Feed(frame).Frames.Single();
        Assert.Equal(DeviceMessage.Refused(fault), read.Message);
        Assert.Equal(RuptelaFrames.Refused, read.Reply);
    }
}
