using System.Buffers;
using System.Text;
using Gateway.Protocol.Jt808;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Jt808;

public class Jt808SessionTests
{
    [Fact]
    public void The_protocol_is_the_one_of_the_contract()
    {
        var protocol = new Jt808Protocol();
        Assert.Equal(("jt808", 3, 5015, 2092), (protocol.Name, (int)protocol.Id, protocol.DefaultPort, protocol.MaxFrameLength));
    }

    [Theory]
    [InlineData("7E", Recognition.Yes)]
    [InlineData("E7", Recognition.Yes)]
    [InlineData("28", Recognition.NeedMore)]
    [InlineData("2837", Recognition.Yes)]
    [InlineData("2841", Recognition.No)]
    [InlineData("7878", Recognition.No)]
    [InlineData("00", Recognition.No)]
    public void The_first_bytes_tell_the_protocol(string hex, Recognition expected) =>
        Assert.Equal(expected, new Jt808Protocol().Recognise(Convert.FromHexString(hex)));

    [Fact]
    public void A_registration_gets_an_authentication_code_or_the_refusal()
    {
        var session = new Jt808Protocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        var register = Jt808Frames.Message(0x0100, new byte[25], serial: 0x0102);
        Assert.Equal(new DeviceMessage(MessageKind.Login, DeviceId: "13912345678"), session.Read(register, new ListSink(), reply));
        Assert.Equal(0, reply.WrittenCount);

        session.AnswerLogin(accepted: true, reply);
        byte[] body = [1, 2, 0, .. "013912345678"u8];
        Assert.Equal(Hex(Jt808Frames.Message(0x8100, body, serial: 0)), Hex(reply.WrittenSpan));

        reply.ResetWrittenCount();
        session.AnswerLogin(accepted: false, reply);
        Assert.Equal(Hex(Jt808Frames.Message(0x8100, [1, 2, 4], serial: 0)), Hex(reply.WrittenSpan));
    }

    [Fact]
    public void An_authentication_is_a_login_with_the_general_answer()
    {
        var session = new Jt808Protocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        var login = Jt808Frames.Message(0x0102, [.. "013912345678"u8], serial: 7);
        Assert.Equal(MessageKind.Login, session.Read(login, new ListSink(), reply).Kind);
        session.AnswerLogin(accepted: false, reply);
        Assert.Equal(Hex(Jt808Frames.Message(0x8001, [0, 7, 1, 2, 1], serial: 0)), Hex(reply.WrittenSpan));
    }

    [Fact]
    public void A_device_that_the_gateway_does_not_know_hears_so_without_a_login_too()
    {
        var session = new Jt808Protocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        session.AnswerLogin(accepted: false, reply);
        Assert.Equal(0, reply.WrittenCount);

        var place = Jt808Frames.Message(0x0200, Jt808Frames.Place, serial: 9);
        Assert.Equal("13912345678", session.Read(place, new ListSink(), reply).DeviceId);
        reply.ResetWrittenCount();
        session.AnswerLogin(accepted: false, reply);
        Assert.Equal(Hex(Jt808Frames.Message(0x8001, [0, 9, 2, 0, 1], serial: 0)), Hex(reply.WrittenSpan));
        Assert.Equal("13912345678", session.Read(place, new ListSink(), reply).DeviceId);
    }

    [Fact]
    public void The_edition_of_2019_is_answered_in_kind()
    {
        var replay = Jt808Frames.Replay().Feed(Jt808Frames.Message2019(0x0102, [1, 2, 3], serial: 0x0A0B));
        Assert.Equal("13912345678", replay.Frames[0].Message.DeviceId);
        Assert.Equal(Hex(Jt808Frames.Message2019(0x8001, [0x0A, 0x0B, 1, 2, 0], serial: 0)), Hex(replay.Frames[0].Reply));
        Assert.Equal(1, replay.Feed(Jt808Frames.Message2019(0x0200, Jt808Frames.Place)).Frames[^1].Message.Reports);
    }

    [Fact]
    public void The_device_is_named_once_and_when_it_changes()
    {
        var place = Jt808Frames.Message(0x0200, Jt808Frames.Place);
        var other = Jt808Frames.Message(0x0200, Jt808Frames.Place, id: [0, 0, 0, 0, 0x04, 0x71]);
        var replay = Jt808Frames.Replay().Feed(place).Feed(place).Feed(other).Feed(other).Feed(place);
        Assert.Equal(["13912345678", null, "471", null, "13912345678"], replay.Frames.Select(frame => frame.Message.DeviceId));
        Assert.All(replay.Frames, frame => Assert.True(frame.Message.ReplyAwaitsCommit));
    }

    [Fact]
    public void An_id_that_is_not_decimal_is_an_imei_without_its_check_digit()
    {
        // 86 5478 0701 0206 in hex, check digit 8.
        var id = Convert.FromHexString("4EB6FB4AFD9E");
        Assert.Equal("865478070102068", Jt808Frames.Replay().Feed(Jt808Frames.Message(2, [], id: id)).Frames[0].Message.DeviceId);
        Assert.Equal(
            FrameFault.Login, Jt808Frames.Replay().Feed(Jt808Frames.Message(2, [], id: new byte[6])).Frames[0].Message.Fault);
    }

    [Fact]
    public void A_heartbeat_is_answered_at_once()
    {
        var frame = Jt808Frames.Replay().Feed(Jt808Frames.Message(2, [], serial: 0x7E7D)).Frames[0];
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: "13912345678"), frame.Message);
        Assert.Equal((ReportKind.Heartbeat, null), (frame.Reports[0].Kind, frame.Reports[0].DeviceTimeMs));
        Assert.Equal(Hex(Jt808Frames.Message(0x8001, [0x7E, 0x7D, 0, 2, 0], serial: 0)), Hex(frame.Reply));

        var state = Jt808Frames.Replay().Feed(Jt808Frames.Message(2, [88, 21, 0])).Frames[0].Reports[0];
        Assert.Equal((88, 21), (state.BatteryPercent, state.GsmSignal));
    }

    [Fact]
    public void A_location_is_answered_after_the_commit()
    {
        var frame = Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0200, Jt808Frames.Place, serial: 5)).Frames[0];
        Assert.Equal(
            new DeviceMessage(MessageKind.Reports, Reports: 1, ReplyAwaitsCommit: true, DeviceId: "13912345678"), frame.Message);
        Assert.Equal(Hex(Jt808Frames.Message(0x8001, [0, 5, 2, 0, 0], serial: 0)), Hex(frame.Reply));
        var report = frame.Reports[0];
        Assert.Equal(DateTimeOffset.Parse("2026-02-28T23:59:58Z", null).ToUnixTimeMilliseconds(), report.DeviceTimeMs);
        Assert.True(report is { HasFix: true, Latitude: 22.57, Longitude: 113.95, AltitudeMeters: 40, SpeedKph: 60.5 });
        Assert.True(report is { CourseDegrees: 90, Ignition: true, OdometerMeters: 1_234_500, Satellites: 11 });
    }

    [Fact]
    public void A_batch_is_one_answer_for_all_its_reports()
    {
        var frame = Jt808Frames.Replay().Feed(Jt808Frames.Batch(Jt808Frames.Place, Jt808Frames.Place, Jt808Frames.Place)).Frames[0];
        Assert.Equal((3, true), (frame.Message.Reports, frame.Message.ReplyAwaitsCommit));
        Assert.Equal(Hex(Jt808Frames.Message(0x8001, [0, 1, 7, 4, 0], serial: 0)), Hex(frame.Reply));

        var empty = Jt808Frames.Replay().Feed(Jt808Frames.Batch()).Frames[0];
        Assert.Equal((MessageKind.Other, 1), (empty.Message.Kind, Jt808Frames.Replay().Feed(empty.Reply).Frames.Count));
    }

    [Theory]
    [InlineData("0004", FrameFault.RecordCount)]
    [InlineData("0002", FrameFault.RecordCount)]
    public void A_batch_whose_count_is_wrong_is_refused(string count, FrameFault fault)
    {
        var place = Jt808Frames.Place;
        byte[] item = [.. Jt808Frames.Word(place.Length), .. place];
        byte[] body = [.. Convert.FromHexString(count), 0, .. item, .. item, .. item];
        AssertRefused(fault, 2, Jt808Frames.Message(0x0704, body));
    }

    [Fact]
    public void A_broken_body_is_refused_with_bad_message()
    {
        AssertRefused(FrameFault.Body, 2, Jt808Frames.Message(0x0200, Jt808Frames.Place[..27]));
        AssertRefused(FrameFault.Body, 2, Jt808Frames.Message(0x0704, [0, 1, 0, 0, 28, .. Jt808Frames.Place[..27]]));
        AssertRefused(FrameFault.Body, 2, Jt808Frames.Message(0x0704, [0, 1]));
        AssertRefused(FrameFault.Body, 2, Jt808Frames.Message(0x0210, [200]));
    }

    [Fact]
    public void Encrypted_and_split_locations_are_refused_as_not_supported()
    {
        AssertRefused(FrameFault.UnknownType, 3, Jt808Frames.Message(0x0200, Jt808Frames.Place, attributes: 0x0400));
        byte[] split = [0, 2, 0, 1, .. Jt808Frames.Place];
        AssertRefused(FrameFault.UnknownType, 3, Jt808Frames.Wrap(
            [2, 0, .. Jt808Frames.Word(Jt808Frames.Place.Length | 0x2000), .. Jt808Frames.Id, 0, 1, .. split]));

        // One part of one is whole.
        split[1] = 1;
        var whole = Jt808Frames.Replay().Feed(Jt808Frames.Wrap(
            [2, 0, .. Jt808Frames.Word(Jt808Frames.Place.Length | 0x2000), .. Jt808Frames.Id, 0, 1, .. split])).Frames[0];
        Assert.Equal((1, 60.5), (whole.Message.Reports, whole.Reports[0].SpeedKph));
    }

    [Fact]
    public void A_part_of_transparent_data_is_no_report()
    {
        // Whole, the same bytes are a place of a sensor log.
        byte[] log = [0x53, .. Jt808Frames.Place[4..28]];
        Assert.Equal(1, Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0900, log)).Frames[0].Message.Reports);
        var part = Jt808Frames.Replay().Feed(Jt808Frames.Wrap(
            [9, 0, .. Jt808Frames.Word(log.Length | 0x2000), .. Jt808Frames.Id, 0, 1, 0, 3, 0, 2, .. log])).Frames[0];
        Assert.Equal((MessageKind.Other, 0), (part.Message.Kind, part.Reports.Count));
        Assert.Equal(Hex(Jt808Frames.Message(0x8001, [0, 1, 9, 0, 3], serial: 0)), Hex(part.Reply));
    }

    [Fact]
    public void An_id_with_leading_zeros_has_another_way_of_writing_it()
    {
        var session = new Jt808Protocol().CreateSession(new ProtocolOptions());
        Assert.Null(session.AlternativeDeviceId);
        session.Read(Jt808Frames.Message(2, []), new ListSink(), new ArrayBufferWriter<byte>());
        Assert.Equal("013912345678", session.AlternativeDeviceId);
        var full = Convert.FromHexString("413057160185");
        session.Read(Jt808Frames.Message(2, [], id: full), new ListSink(), new ArrayBufferWriter<byte>());
        Assert.Null(session.AlternativeDeviceId);
    }

    [Fact]
    public void A_wrong_check_is_refused_or_taken_as_the_listener_says()
    {
        var frame = Jt808Frames.Message(0x0200, Jt808Frames.Place);
        frame[20] ^= 1;
        var strict = Jt808Frames.Replay().Feed(frame).Frames[0];
        Assert.Equal(DeviceMessage.Refused(FrameFault.Checksum), strict.Message);
        Assert.Empty(strict.Reply);

        var lenient = Jt808Frames.Replay(ChecksumPolicy.Lenient).Feed(frame);
        Assert.Equal((1, 1), (lenient.Frames[0].Message.Reports, lenient.Session.ChecksumFaultsTaken));
    }

    [Fact]
    public void A_length_that_the_body_contradicts_is_refused_under_strict()
    {
        var place = Jt808Frames.Place;
        var frame = Jt808Frames.Wrap([2, 0, .. Jt808Frames.Word(place.Length + 1), .. Jt808Frames.Id, 0, 1, .. place]);
        Assert.Equal(FrameFault.Length, Jt808Frames.Replay().Feed(frame).Frames[0].Message.Fault);
        Assert.Equal(1, Jt808Frames.Replay(ChecksumPolicy.Lenient).Feed(frame).Frames[0].Message.Reports);
    }

    [Fact]
    public void Unknown_messages_are_answered_as_not_supported_and_answers_not_at_all()
    {
        var unknown = Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0801, [1, 2, 3])).Frames[0];
        Assert.Equal(MessageKind.Other, unknown.Message.Kind);
        Assert.Equal(Hex(Jt808Frames.Message(0x8001, [0, 1, 8, 1, 3], serial: 0)), Hex(unknown.Reply));
        foreach (var type in new[] { 0x0001, 0x0104, 0x0701, 0x1300, 0x2070 })
        {
            Assert.Empty(Jt808Frames.Replay().Feed(Jt808Frames.Message(type, [0, 0, 0, 0, 0])).Frames[0].Reply);
        }
    }

    [Fact]
    public void A_drivers_card_is_reported_when_it_comes_and_when_it_goes()
    {
        var time = Convert.FromHexString("260301075958");
        byte[] card = [1, .. time, 0, 2, .. "AB"u8, .. "0029b885            "u8, 0, 0x20, 0x30, 1, 1];
        var inserted = Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0702, card)).Frames[0];
        Assert.Empty(inserted.Reply);
        Assert.True(inserted.Reports[0].DriverReported);
        Assert.Equal("0029b885", inserted.Reports[0].Driver.ToString());

        var removed = Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0702, [2, .. time])).Frames[0].Reports[0];
        Assert.True(removed is { DriverReported: true, Driver.IsEmpty: true, DeviceTimeMs: not null });
        Assert.Equal(MessageKind.Other, Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0702, [3])).Frames[0].Message.Kind);
    }

    [Fact]
    public void A_drivers_card_of_2011_has_a_name_first()
    {
        byte[] card =
        [
            4, .. "Wang"u8, .. "110101199003077777  "u8, .. "4101000000000012345".PadRight(40).Select(letter => (byte)letter), 2, .. "BJ"u8,
        ];
        var report = Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0702, card)).Frames[0].Reports[0];
        Assert.True(report is { DriverReported: true, DeviceTimeMs: null });
        Assert.Equal("4101000000000012345", report.Driver.ToString());
        Assert.Equal(
            MessageKind.Other, Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0702, card[..^1])).Frames[0].Message.Kind);
    }

    [Fact]
    public void Who_asks_for_the_time_gets_it()
    {
        var binary = Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0109, [])).Frames[0];
        Assert.Equal(Hex(Jt808Frames.Message(0x8109, [0x07, 0xEA, 11, 23, 12, 0, 0, 0], serial: 0)), Hex(binary.Reply));

        var text = Jt808Frames.Replay().Feed("(794104004140,1,001,BASE,2,TIME)"u8).Frames[0];
        Assert.Equal(new DeviceMessage(MessageKind.Other), text.Message);
        Assert.Equal("(794104004140,1,001,BASE,2,20261123120000)", Encoding.ASCII.GetString(text.Reply));
    }

    [Fact]
    public void The_other_dialect_has_its_own_delimiter_escapes_and_longer_ids()
    {
        byte[] message = [0, 2, 0, 0, 0x01, 0x39, 0xE6, 0x3D, 0x45, 0x67, 0x89, 0xE7, 0x3E];
        var check = message.Aggregate((byte)0, (sum, value) => (byte)(sum ^ value));
        byte[] frame =
        [
            0xE7, 0, 2, 0, 0, 0x01, 0x39, 0xE6, 1, 0x3E, 2, 0x45, 0x67, 0x89, 0xE6, 2, 0x3E, 1, check, 0xE7,
        ];
        var heartbeat = Jt808Frames.Replay().Feed(frame).Frames.Single();
        Assert.Equal((1, "139E63D456789"), (heartbeat.Message.Reports, heartbeat.Message.DeviceId));
        Assert.Equal("E7800100050139E6013E0245678900", Hex(heartbeat.Reply)[..30]);
        Assert.Equal("E7", Hex(heartbeat.Reply)[^2..]);
        var answered = Jt808Frames.Replay().Feed(heartbeat.Reply).Frames.Single();
        Assert.Equal(FrameFault.None, answered.Message.Fault);
    }

    [Fact]
    public void Bytes_between_frames_are_skipped_and_a_lost_delimiter_costs_one_frame()
    {
        var beat = Jt808Frames.Message(2, []);
        var noise = Jt808Frames.Replay().Feed([1, 2, 3, .. beat, 9, 9, .. beat]);
        Assert.Equal(
            [FrameFault.Garbage, FrameFault.None, FrameFault.Garbage, FrameFault.None],
            noise.Frames.Select(frame => frame.Message.Fault));

        var lost = Jt808Frames.Replay().Feed([.. beat[1..], .. beat, .. beat]);
        Assert.Equal(2, lost.Frames.Count(frame => frame.Reports.Count == 1));
        Assert.Equal(0, lost.Pending);
    }

    [Fact]
    public void A_frame_without_an_end_is_given_up_at_the_cap()
    {
        var replay = Jt808Frames.Replay().Feed([0x7E, .. new byte[2090]]);
        Assert.Equal((FrameFault.None, 2091), (replay.StreamFault, replay.Pending));
        Assert.Equal(FrameFault.Length, replay.Feed([0]).StreamFault);
        Assert.Equal(FrameFault.Length, Jt808Frames.Replay().Feed([.. "("u8, .. new byte[2091]]).StreamFault);
    }

    [Fact]
    public void A_full_sink_gives_the_frame_up()
    {
        var session = new Jt808Protocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        var batch = Jt808Frames.Batch(Jt808Frames.Place, Jt808Frames.Place);
        Assert.Equal(DeviceMessage.Refused(FrameFault.TooManyReports), session.Read(batch, new ListSink(capacity: 1), reply));
        Assert.Equal(Hex(Jt808Frames.Message(0x8001, [0, 1, 7, 4, 1], serial: 0)), Hex(reply.WrittenSpan));
    }

    private static void AssertRefused(FrameFault fault, byte result, byte[] frame)
    {
        var refused = Jt808Frames.Replay().Feed(frame).Frames.Single();
        Assert.Equal(DeviceMessage.Refused(fault), refused.Message);
        Assert.Equal("80010005", Hex(refused.Reply)[2..10]);
        Assert.Equal(result, refused.Reply[^3]);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);
}
