using System.Buffers;
using Gateway.Protocol.Gt06;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Protocol.Tests.Gt06;

public class Gt06SessionTests
{
    [Fact]
    public void The_protocol_is_the_one_of_the_contract()
    {
        var protocol = new Gt06Protocol();
        Assert.Equal(("gt06", 2, 5023), (protocol.Name, (int)protocol.Id, protocol.DefaultPort));
    }

    [Fact]
    public void The_login_is_answered_as_in_the_document()
    {
        var frame = new SessionReplay(new Gt06Protocol()).Feed(Gt06Frames.Login).Frames.Single();
        Assert.Equal(new DeviceMessage(MessageKind.Login, DeviceId: Gt06Frames.Imei), frame.Message);
        Assert.Equal(Gt06Frames.LoginAnswer, frame.Reply);
    }

    [Fact]
    public void A_refused_device_gets_no_answer_and_is_not_logged_in()
    {
        var session = new Gt06Protocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        session.Read(Gt06Frames.Login, new ListSink(), reply);
        session.AnswerLogin(accepted: false, reply);
        Assert.Equal(0, reply.WrittenCount);
        Assert.Equal(FrameFault.NotLoggedIn, session.Read(Gt06Frames.Location, new ListSink(), reply).Fault);
    }

    [Fact]
    public void A_device_may_log_in_again_but_not_as_another()
    {
        var replay = Gt06Frames.LoggedIn().Feed(Gt06Frames.Login).Feed(Gt06Frames.Location);
        Assert.Equal(
            [MessageKind.Login, MessageKind.Login, MessageKind.Reports],
            replay.Frames.Select(frame => frame.Message.Kind));
        Assert.Equal(FrameFault.Login, replay.Feed(Gt06Frames.LoginOf("999999999999999")).Frames[^1].Message.Fault);
    }

    [Theory]
    [InlineData("012345678901234A")]
    [InlineData("0123456789")]
    public void A_login_without_15_digits_is_refused(string content)
    {
        var frame = new SessionReplay(new Gt06Protocol()).Feed(Gt06Frames.Short(1, content, 1)).Frames.Single();
        Assert.Equal((FrameFault.Login, 0), (frame.Message.Fault, frame.Reply.Length));
    }

    [Fact]
    public void A_location_waits_for_the_disk_and_a_heartbeat_does_not()
    {
        var location = Gt06Frames.LoggedIn().Feed(Gt06Frames.Location).Frames[^1];
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1, ReplyAwaitsCommit: true), location.Message);
        Assert.Equal(Gt06Frames.Short(0x12, "", 3), location.Reply);
        var report = location.Reports[0];
        Assert.Equal(Unix("2011-08-29T17:46:16Z"), report.DeviceTimeMs);
        Assert.True(report is { HasFix: true, Satellites: 12, SpeedKph: 0, CourseDegrees: 143, Ignition: null });
        Assert.Equal((23.111668, 114.409285), (Math.Round(report.Latitude, 6), Math.Round(report.Longitude, 6)));

        var heartbeat = Gt06Frames.LoggedIn().Feed(Gt06Frames.Status).Frames[^1];
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1), heartbeat.Message);
        Assert.Equal(Gt06Frames.Short(0x13, "", 0x1BA), heartbeat.Reply);
        Assert.True(heartbeat.Reports[0] is
        {
            Kind: ReportKind.Heartbeat, HasFix: false, Ignition: false, BatteryPercent: 100, GsmSignal: 4,
        });
    }

    [Fact]
    public void A_time_request_gets_the_clock()
    {
        var options = new ProtocolOptions { Clock = new FakeTimeProvider(DateTimeOffset.Parse("2024-02-29T23:59:58Z")) };
        var replay = new SessionReplay(new Gt06Protocol(), options)
            .Feed(Gt06Frames.Login)
            .Feed(Gt06Frames.Short(0x8A, "", 6));
        Assert.Equal(MessageKind.Other, replay.Frames[^1].Message.Kind);
        Assert.Equal(Gt06Frames.Short(0x8A, "18021D173B3A", 6), replay.Frames[^1].Reply);
    }

    [Fact]
    public void An_address_request_is_told_that_there_is_none()
    {
        var frame = Gt06Frames.LoggedIn().Feed(Gt06Frames.Short(0x2A, "00", 6)).Frames[^1];
        Assert.Equal(
            Gt06Frames.Long(0x97, "0B00000000" + Convert.ToHexString("NA&&NA&&0##"u8), 0),
            frame.Reply);
    }

    [Fact]
    public void A_picture_is_fetched_to_its_end()
    {
        var replay = Gt06Frames.LoggedIn()
            .Feed(Gt06Frames.Short(0x35, "11061A0B24330503107D06084889CB0100010000060020E3ACD3", 1));
        Assert.Equal(Gt06Frames.Short(0x36, "20E3ACD3000000000400", 0), replay.Frames[^1].Reply);

        replay.Feed(Gt06Frames.Long(0x36, "20E3ACD3000000000400", 2));
        Assert.Equal(Gt06Frames.Short(0x36, "20E3ACD3000004000200", 0), replay.Frames[^1].Reply);

        replay.Feed(Gt06Frames.Long(0x36, "20E3ACD3000004000200", 3));
        Assert.Empty(replay.Frames[^1].Reply);
    }

    [Theory]
    [InlineData(0x3200, "2020-02-28T16:00:00Z")]
    [InlineData(0x3208, "2020-02-29T08:00:00Z")]
    [InlineData(0x2120, "2020-02-28T18:30:00Z")]
    [InlineData(0x0000, "2020-02-29T00:00:00Z")]
    [InlineData(0xFFF0, "2020-02-29T00:00:00Z")]
    public void Times_are_in_the_zone_of_the_login(int zone, string utc)
    {
        var replay = new SessionReplay(new Gt06Protocol())
            .Feed(Gt06Frames.LoginOf(Gt06Frames.Imei, (ushort)zone))
            .Feed(Located("14021D000000"));
        Assert.Equal(Unix(utc), replay.Frames[^1].Reports[0].DeviceTimeMs);
    }

    [Theory]
    [InlineData("150D01000000")]
    [InlineData("15021D000000")]
    [InlineData("150100000000")]
    [InlineData("150101180000")]
    [InlineData("15010100003C")]
    [InlineData("000000000000")]
    [InlineData("640101000000")]
    public void An_impossible_date_is_no_time_and_no_place(string time)
    {
        var report = Gt06Frames.LoggedIn().Feed(Located(time)).Frames[^1].Reports[0];
        Assert.True(report is { DeviceTimeMs: null, HasFix: false, Satellites: 12 });
    }

    [Fact]
    public void Without_a_fix_there_is_no_place_but_the_ignition_counts()
    {
        var report = Gt06Frames.LoggedIn()
            .Feed(Gt06Frames.Short(0x22, "0B081D112E10CC027AC7EB0C46584900C48F01CC00287D001FB8010000", 3)).Frames[^1].Reports[0];
        Assert.True(report is { HasFix: false, SpeedKph: null, CourseDegrees: null, Ignition: true });
        Assert.Equal(Unix("2011-08-29T17:46:16Z"), report.DeviceTimeMs);
    }

    [Fact]
    public void A_wrong_checksum_is_refused_or_taken_as_the_listener_says()
    {
        var frame = Gt06Frames.Location.ToArray();
        frame[^3] ^= 1;
        var strict = Gt06Frames.LoggedIn().Feed(frame).Frames[^1];
        Assert.Equal((FrameFault.Checksum, 0), (strict.Message.Fault, strict.Reply.Length));

        var lenient = Gt06Frames.LoggedIn(ChecksumPolicy.Lenient).Feed(frame);
        Assert.Equal((1, 1), (lenient.Frames[^1].Message.Reports, lenient.Session.ChecksumFaultsTaken));
    }

    [Fact]
    public void A_wrong_length_is_a_wrong_frame_and_the_next_one_is_found()
    {
        foreach (var length in new byte[] { 0x10, 0x1E, 0x20, 0x30 })
        {
            var frame = Gt06Frames.Location.ToArray();
            frame[2] = length;
            var replay = Gt06Frames.LoggedIn().Feed(frame).Feed(Gt06Frames.Status).Feed(Gt06Frames.Status);
            Assert.Equal(
                [FrameFault.None, FrameFault.Checksum, FrameFault.None, FrameFault.None],
                replay.Frames.Select(found => found.Message.Fault));
        }
    }

    [Theory]
    [InlineData("00")]
    [InlineData("7878AB")]
    [InlineData("787A")]
    [InlineData("7979FFFF94")]
    [InlineData("7979000094")]
    [InlineData("78780013")]
    [InlineData("474554")]
    public void Bytes_that_start_no_frame_end_the_stream(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        var replay = Gt06Frames.LoggedIn();
        foreach (var value in bytes)
        {
            replay.Feed([value]);
        }

        if (hex == "7878AB")
        {
            Assert.Equal((FrameFault.None, 3), (replay.StreamFault, replay.Pending));
            return;
        }

        Assert.NotEqual(FrameFault.None, replay.StreamFault);
    }

    [Fact]
    public void Content_that_ends_too_early_is_refused()
    {
        foreach (var frame in new[]
        {
            Gt06Frames.Short(0x12, "0B081D112E10CC027AC7EB0C46584900", 1),
            Gt06Frames.Short(0x28, "0B08", 1),
            Gt06Frames.Long(0x32, "1106170C", 1),
            Gt06Frames.Short(0x95, "0B081D112E10CC027AC7", 1),
        })
        {
            var refused = Gt06Frames.LoggedIn().Feed(frame).Frames[^1];
            Assert.Equal((FrameFault.Body, 0), (refused.Message.Fault, refused.Reply.Length));
        }
    }

    [Fact]
    public void Driver_and_temperature_have_their_messages()
    {
        var replay = Gt06Frames.LoggedIn();
        var card = replay.Feed(Gt06Frames.Long(0x94, "1B02084277EFEF3503", 1)).Frames[^1];
        Assert.Equal((true, "4277EFEF"), (card.Reports[0].DriverReported, card.Reports[0].Driver.ToString()));
        Assert.Equal((false, 0), (card.Message.ReplyAwaitsCommit, card.Reply.Length));

        var noCard = replay.Feed(Gt06Frames.Long(0x94, "1B0208000000003503", 1)).Frames[^1].Reports[0];
        Assert.True(noCard is { DriverReported: true, Driver.IsEmpty: true });

        var cold = replay.Feed(Gt06Frames.Long(0x94, "1EFFFFFF4C000002EE", 1)).Frames[^1].Reports[0];
        Assert.Equal(
            [new SensorReading(1, SensorKind.Temperature, -18.0), new SensorReading(1, SensorKind.Humidity, 75.0)],
            cold.Readings.ToArray());

        var absent = replay.Feed(Gt06Frames.Long(0x94, "1E7FFFFFFF7FFFFFFF", 1)).Frames[^1];
        Assert.Equal(MessageKind.Other, absent.Message.Kind);

        var fuel = replay.Feed(Gt06Frames.Long(
            0x94, "0D" + Convert.ToHexString("!AIOIL,02,12.3,-21.5,V1,000,31.50,1,33,4F"u8), 1)).Frames[^1].Reports[0];
        Assert.Equal(-21.5, fuel.Readings[0].Value);
    }

    private static byte[] Located(string time) =>
        Gt06Frames.Short(0x12, time + "CC027AC7EB0C46584900148F01CC00287D001FB8", 3);

    private static long Unix(string time) => DateTimeOffset.Parse(time).ToUnixTimeMilliseconds();
}
