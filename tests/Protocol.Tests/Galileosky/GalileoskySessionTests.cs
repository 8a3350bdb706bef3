using System.Buffers;
using Gateway.Protocol.Galileosky;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Galileosky;

public class GalileoskySessionTests
{
    [Fact]
    public void The_protocol_is_the_one_of_the_contract()
    {
        var protocol = new GalileoskyProtocol();
        Assert.Equal(
            ("galileosky", 7, 5034, 32_772), (protocol.Name, (int)protocol.Id, protocol.DefaultPort, protocol.MaxFrameLength));
    }

    [Theory]
    [InlineData("02", Recognition.No)]
    [InlineData("01", Recognition.NeedMore)]
    [InlineData("011380", Recognition.NeedMore)]
    [InlineData("01138003", Recognition.NeedMore)]
    [InlineData("011380033836", Recognition.NeedMore)]
    [InlineData("01138003383638", Recognition.NeedMore)]
    [InlineData("0113800338363832", Recognition.Yes)]
    [InlineData("0113800338363840", Recognition.No)]
    [InlineData("01138004", Recognition.No)]
    [InlineData("01178001", Recognition.NeedMore)]
    [InlineData("0117800111", Recognition.NeedMore)]
    [InlineData("011780011102E603", Recognition.NeedMore)]
    [InlineData("011780011102E60338363335", Recognition.Yes)]
    [InlineData("01003F0100", Recognition.NeedMore)]
    [InlineData("01003F01001C", Recognition.Yes)]
    [InlineData("016F00030E2B5A110044", Recognition.No)]
    public void The_first_bytes_tell_the_protocol(string hex, Recognition expected) =>
        Assert.Equal(expected, new GalileoskyProtocol().Recognise(Convert.FromHexString(hex)));

    [Theory]
    [InlineData(true, "028590")]
    [InlineData(false, "")]
    public void The_head_packet_is_the_login(bool accepted, string answer)
    {
        var session = new GalileoskyProtocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        Assert.Equal(
            new DeviceMessage(MessageKind.Login, DeviceId: GalileoskyFrames.Imei),
            session.Read(GalileoskyFrames.Login, new ListSink(), reply));
        session.AnswerLogin(accepted, reply);
        Assert.Equal(answer, Convert.ToHexString(reply.WrittenSpan));
        var data = session.Read(GalileoskyFrames.Packet(GalileoskyFrames.Record), new ListSink(), reply);
        Assert.Equal(accepted ? FrameFault.None : FrameFault.NotLoggedIn, data.Fault);
    }

    [Fact]
    public void Records_are_answered_after_the_commit_with_their_own_checksum()
    {
        var packet = GalileoskyFrames.Packet(GalileoskyFrames.Record, GalileoskyFrames.Record);
        var frame = GalileoskyFrames.LoggedIn().Feed(packet).Frames[^1];
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 2, ReplyAwaitsCommit: true), frame.Message);
        Assert.Equal([2, .. packet[^2..]], frame.Reply);
        var report = frame.Reports[1];
        Assert.Equal(DateTimeOffset.Parse("2014-04-14T15:58:31Z", null).ToUnixTimeMilliseconds(), report.DeviceTimeMs);
        Assert.True(report is { HasFix: true, Latitude: 59.665656, Longitude: 69.994, SpeedKph: 109.5, CourseDegrees: 67 });
        Assert.True(report is { AltitudeMeters: 64, Hdop: 0.9, Satellites: 8, Ignition: true, Moving: true, GsmSignal: 3 });
        Assert.True(report is { ExternalVolts: 27.472, BatteryVolts: 4.239, Alarms: DeviceAlarms.None });
    }

    [Fact]
    public void Garmin_messages_and_compressed_packets_leave_the_stream_whole()
    {
        var replay = GalileoskyFrames.LoggedIn()
            .Feed(GalileoskyFrames.Wrap(6, [0x10, 0x02, 0x01]))
            .Feed(GalileoskyFrames.Wrap(8, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0]))
            .Feed(GalileoskyFrames.Packet(GalileoskyFrames.Record));
        Assert.Equal(
            [MessageKind.Login, MessageKind.Other, MessageKind.Invalid, MessageKind.Reports],
            replay.Frames.Select(frame => frame.Message.Kind));
        Assert.Equal((FrameFault.UnknownType, 0, 0), (
            replay.Frames[2].Message.Fault, replay.Frames[1].Reply.Length, replay.Frames[2].Reply.Length));
        Assert.Equal(FrameFault.None, replay.StreamFault);
    }

    [Fact]
    public void A_packet_may_name_its_device_and_carry_records()
    {
        var packet = GalileoskyFrames.Packet(GalileoskyFrames.ImeiTag("863591023517372"), GalileoskyFrames.Record);
        var replay = GalileoskyFrames.LoggedIn().Feed(packet).Feed(packet);
        Assert.Equal([GalileoskyFrames.Imei, "863591023517372", null], replay.Frames.Select(frame => frame.Message.DeviceId));

        var two = GalileoskyFrames.Packet(
            GalileoskyFrames.ImeiTag("863591023517372"), GalileoskyFrames.Record, GalileoskyFrames.ImeiTag("863591023517373"));
        Assert.Equal(FrameFault.Body, GalileoskyFrames.LoggedIn().Feed(two).Frames[^1].Message.Fault);
        var letters = GalileoskyFrames.Packet(GalileoskyFrames.ImeiTag("86359102351737X"));
        Assert.Equal(FrameFault.Login, GalileoskyFrames.Replay().Feed(letters).Frames[^1].Message.Fault);
    }

    [Fact]
    public void Before_an_imei_nothing_is_taken()
    {
        foreach (var frame in new[] { GalileoskyFrames.Packet(GalileoskyFrames.Record), GalileoskyFrames.Wrap(7, [0, 1, 2]) })
        {
            var refused = GalileoskyFrames.Replay().Feed(frame).Frames[0];
            Assert.Equal(DeviceMessage.Refused(FrameFault.NotLoggedIn), refused.Message);
            Assert.Empty(refused.Reply);
        }
    }

    [Fact]
    public void A_wrong_checksum_is_refused_or_taken_as_the_listener_says()
    {
        var packet = GalileoskyFrames.Packet(GalileoskyFrames.Record);
        packet[^1] ^= 1;
        var strict = GalileoskyFrames.LoggedIn().Feed(packet).Frames[^1];
        Assert.Equal(DeviceMessage.Refused(FrameFault.Checksum), strict.Message);
        Assert.Empty(strict.Reply);
        var lenient = GalileoskyFrames.LoggedIn(ChecksumPolicy.Lenient).Feed(packet);
        Assert.Equal((1, 1), (lenient.Frames[^1].Message.Reports, lenient.Session.ChecksumFaultsTaken));
        Assert.Equal([2, .. packet[^2..]], lenient.Frames[^1].Reply);
    }

    [Theory]
    [InlineData("474554", FrameFault.Garbage)]
    [InlineData("010080", FrameFault.Length)]
    [InlineData("010000", FrameFault.Length)]
    [InlineData("01FFFF01001C", FrameFault.Length)]
    public void Bytes_that_start_no_frame_end_the_stream(string hex, FrameFault fault) =>
        Assert.Equal(fault, GalileoskyFrames.Replay().Feed(Convert.FromHexString(hex)).StreamFault);

    [Fact]
    public void A_tag_that_is_not_known_or_too_long_refuses_the_packet()
    {
        foreach (var tag in new byte[][] { [0xFF, 0], [0x20, 1, 2, 3], [0xE1, 9, 1], [0xFE, 9], [0xFE, 9, 0, 1] })
        {
            var frame = GalileoskyFrames.LoggedIn().Feed(GalileoskyFrames.Packet(GalileoskyFrames.Record, tag)).Frames[^1];
            Assert.Equal(DeviceMessage.Refused(FrameFault.Body), frame.Message);
            Assert.Empty(frame.Reply);
        }
    }

    [Fact]
    public void Sensors_drivers_and_mileage_stand_in_their_tags()
    {
        var report = Read("700117" + "7103F0" + "720080" + "8001E780" + "90040302" + "01" + "D410270000" + "C100500000" + "43FE" + "211002");
        Assert.Equal(
            [
                new(11, SensorKind.Temperature, 23),
                new(12, SensorKind.Temperature, -16),
                new(21, SensorKind.Temperature, -25),
                new(21, SensorKind.Humidity, 128 * 100 / 255.0),
                new(1, SensorKind.Temperature, 40),
            ],
            report.Readings.ToArray());
        Assert.Equal(("16909060", 10_000), (report.Driver.ToString(), report.OdometerMeters));
        Assert.Equal(528, report.DeviceTimeMs % 1000);
        Assert.Contains(new IoValue(0x43, -2), report.IoValues.ToArray());
        Assert.Contains(new IoValue(0x72, 0x8000), report.IoValues.ToArray());
        Assert.True(Read("9000000000") is { DriverReported: true, Driver.IsEmpty: true });
    }

    [Theory]
    [InlineData("3018F86C8E0310062C04")]
    [InlineData("3000F86C8E0310062C04")]
    [InlineData("30080000000000000000")]
    [InlineData("3008814A5D0510062C04")]
    public void Without_a_fix_there_is_no_place_and_the_rest_counts(string coordinates)
    {
        var packet = GalileoskyFrames.Packet(Convert.FromHexString("20A7054C53" + coordinates + "3347049E02" + "344000" + "400132"));
        var report = GalileoskyFrames.LoggedIn().Feed(packet).Frames[^1].Reports.Single();
        Assert.True(report is { HasFix: false, Latitude: 0, SpeedKph: null, CourseDegrees: null, AltitudeMeters: null });
        Assert.True(report is { Ignition: true, DeviceTimeMs: not null });
    }

    [Fact]
    public void Command_answers_and_photos_are_answered_and_not_kept()
    {
        var command = GalileoskyFrames.Packet([0xE0, 1, 0, 0, 0, 0xE1, 2, 0x4F, 0x4B]);
        var answer = GalileoskyFrames.LoggedIn().Feed(command).Frames[^1];
        Assert.Equal((MessageKind.Other, 2), (answer.Message.Kind, answer.Reply[0]));
        var photo = GalileoskyFrames.LoggedIn().Feed(GalileoskyFrames.Wrap(7, [0, 1, 2])).Frames[^1];
        Assert.Equal((MessageKind.Other, 7), (photo.Message.Kind, photo.Reply[0]));
    }

    [Fact]
    public void A_satellite_message_names_its_modem_and_is_not_answered()
    {
        var message = Convert.FromHexString(
            "01003F01001C475B166133303035333430363431383437393000001D000064897BB003000B0221C20512A60A0000000802000F"
            + "209D7B8964300F2536FBFD103C1D01");
        var frame = GalileoskyFrames.Replay().Feed(message).Frames.Single();
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: "300534064184790"), frame.Message);
        Assert.Empty(frame.Reply);
        Assert.True(frame.Reports[0] is { HasFix: true, Satellites: 15, Latitude: -33.868251, Longitude: 18.693136 });
    }

    [Fact]
    public void A_full_sink_gives_the_frame_up()
    {
        var session = GalileoskyFrames.LoggedIn().Session;
        var reply = new ArrayBufferWriter<byte>();
        var packet = GalileoskyFrames.Packet(GalileoskyFrames.Record, GalileoskyFrames.Record);
        Assert.Equal(DeviceMessage.Refused(FrameFault.TooManyReports), session.Read(packet, new ListSink(capacity: 1), reply));
        Assert.Equal(0, reply.WrittenCount);
    }

    [Fact]
    public void Packets_are_found_read_and_encoded_without_an_allocation()
    {
        byte[] record = [.. GalileoskyFrames.ImeiTag(GalileoskyFrames.Imei), .. GalileoskyFrames.Record, .. Convert.FromHexString("9004030201700117")];
        var packet = GalileoskyFrames.Packet([.. Enumerable.Repeat(record, 12)]);
        var buffer = new ReadOnlySequence<byte>(packet);
        var session = GalileoskyFrames.LoggedIn().Session;
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(64);
        Assert.Equal(12, Pass());
        Assert.Equal(12, Pass());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        for (var i = 0; i < 100; i++)
        {
            records += Pass();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1200, records);

        int Pass()
        {
            reply.ResetWrittenCount();
            writer.Begin(1, 7, 1);
            return session.FindFrame(in buffer, out var length, out _) == FrameStatus.Complete
                ? session.Read(packet.AsSpan(0, length), writer, reply).Reports
                : 0;
        }
    }

    private static DeviceReport Read(string tags) => GalileoskyFrames.LoggedIn()
        .Feed(GalileoskyFrames.Packet(GalileoskyFrames.Record, Convert.FromHexString(tags))).Frames[^1].Reports.Single();
}
