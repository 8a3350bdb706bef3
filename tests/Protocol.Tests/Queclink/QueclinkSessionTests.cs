using System.Buffers;
using System.Text;
using Gateway.Protocol.Queclink;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Queclink;

public class QueclinkSessionTests
{
    [Fact]
    public void The_protocol_is_the_one_of_the_contract()
    {
        var protocol = new QueclinkProtocol();
        Assert.Equal(("queclink", 4, 5004, 4096), (protocol.Name, (int)protocol.Id, protocol.DefaultPort, protocol.MaxFrameLength));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_heartbeat_is_answered_at_once_whatever_the_operator_says(bool acknowledgeAll)
    {
        var frame = QueclinkFrames.Read(QueclinkFrames.Heartbeat, new ProtocolOptions { AcknowledgeAll = acknowledgeAll });
        Assert.Equal("+SACK:GTHBD,1A0102,11F0$", Encoding.ASCII.GetString(frame.Reply));
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1, DeviceId: "135790246811220"), frame.Message);
        var report = frame.Reports.Single();
        Assert.Equal((ReportKind.Heartbeat, Milliseconds(2010, 2, 14, 9, 32, 54), false), (report.Kind, report.DeviceTimeMs, report.HasFix));
    }

    [Fact]
    public void An_acknowledgement_frees_memory_and_waits_for_the_commit()
    {
        var frame = QueclinkFrames.Read(QueclinkFrames.Fixed, new ProtocolOptions { AcknowledgeAll = true });
        Assert.Equal("+SACK:00B9$", Encoding.ASCII.GetString(frame.Reply));
        Assert.Equal(
            new DeviceMessage(MessageKind.Reports, Reports: 1, ReplyAwaitsCommit: true, DeviceId: "869606020188383"), frame.Message);

        Assert.Empty(QueclinkFrames.Read(QueclinkFrames.Fixed).Reply);
        Assert.False(QueclinkFrames.Read(QueclinkFrames.Fixed).Message.ReplyAwaitsCommit);
    }

    [Fact]
    public void The_answer_to_a_command_leaves_nothing_to_keep()
    {
        const string Answer = "+ACK:GTJDC,0A0102,135790246811220,,0016,20090214093254,11F0$";
        Assert.Equal(new DeviceMessage(MessageKind.Other, DeviceId: "135790246811220"), QueclinkFrames.Read(Answer).Message);
        var acknowledged = QueclinkFrames.Read(Answer, new ProtocolOptions { AcknowledgeAll = true });
        Assert.Equal("+SACK:11F0$", Encoding.ASCII.GetString(acknowledged.Reply));
        Assert.False(acknowledged.Message.ReplyAwaitsCommit);

        const string Version = "+RESP:GTVER,1A0102,135790246811220,,GL300,0100,0101,20100214093254,11F0$";
        Assert.Equal(MessageKind.Other, QueclinkFrames.Read(Version).Message.Kind);
    }

    [Fact]
    public void A_device_is_named_where_it_is_news()
    {
        var replay = QueclinkFrames.Replay();
        foreach (var text in new[] { QueclinkFrames.IgnitionOn, QueclinkFrames.IgnitionOffWithoutFix, QueclinkFrames.Fixed, QueclinkFrames.IgnitionOn })
        {
            replay.Feed(QueclinkFrames.Bytes(text));
        }

        Assert.Equal(
            ["862894020180553", null, "869606020188383", "862894020180553"],
            replay.Frames.Select(frame => frame.Message.DeviceId));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("+RESX:GTFRI")]
    [InlineData("+RESP,GTFRI")]
    [InlineData("+ABC12345678")]
    [InlineData("x")]
    [InlineData("+SACK:GTHBD")]
    public void Bytes_that_start_no_frame_end_the_stream(string text)
    {
        var byteByByte = QueclinkFrames.Replay();
        foreach (var value in QueclinkFrames.Bytes(text))
        {
            byteByByte.Feed([value]);
        }

        Assert.Equal(FrameFault.Garbage, byteByByte.StreamFault);
        Assert.Equal(FrameFault.Garbage, QueclinkFrames.Replay().Feed(QueclinkFrames.Bytes(text)).StreamFault);
    }

    [Fact]
    public void A_text_without_an_end_is_waited_for_up_to_the_cap()
    {
        var replay = QueclinkFrames.Replay().Feed(QueclinkFrames.Bytes("+RESP:GTFRI," + new string('1', 4083)));
        Assert.Equal((FrameFault.None, 4095), (replay.StreamFault, replay.Pending));
        Assert.Equal(FrameFault.Length, replay.Feed("1"u8).StreamFault);
    }

    [Theory]
    [InlineData("2B52535000FFFFFFFF0000FF")]
    [InlineData("2B52535000FFFFFFFF1001FF")]
    [InlineData("2B000001FFFFFFFFFFFFFFFF")]
    [InlineData("2B1005FFFFFFFFFFFFFFFFFF")]
    public void An_impossible_length_ends_the_stream(string hex) =>
        Assert.Equal(FrameFault.Length, QueclinkFrames.Replay().Feed(Convert.FromHexString(hex)).StreamFault);

    [Fact]
    public void Line_ends_between_frames_are_skipped()
    {
        var replay = QueclinkFrames.Replay().Feed(QueclinkFrames.Bytes("\r\n" + QueclinkFrames.Fixed + "\r\n\0" + QueclinkFrames.Heartbeat + "\n"));
        Assert.Equal(0, replay.Pending);
        Assert.Equal(
            [MessageKind.Other, MessageKind.Reports, MessageKind.Other, MessageKind.Reports, MessageKind.Other],
            replay.Frames.Select(frame => frame.Message.Kind));

        // Some models end with a zero byte.
        Assert.Equal(1, QueclinkFrames.Replay().Feed(QueclinkFrames.Bytes(QueclinkFrames.Fixed.Replace('$', '\0'))).Frames[0].Message.Reports);
    }

    [Theory]
    [InlineData("+RESP:GTFRI,020102,135790246811220,,0,0,1,1,4.3,+RESP:GTFRI,020102,135790246811220,,20090214093254,11F0$")]
    [InlineData("+RESP:GTFRI,020102,135790246811220$")]
    [InlineData("+RESP:GTFRI,020102,13579 0246811220,,20090214093254,11F0$")]
    [InlineData("+RESP:GTFRI,020102,,,20090214093254,11F0$")]
    [InlineData("+RESP:GTFRI,020102,135790246811220135790246811220,,20090214093254,11F0$")]
    [InlineData("+RESP:GTFRI,02010202010,135790246811220,,20090214093254,11F0$")]
    [InlineData("+RESP:GTFRI,020102,135790246811220,,20090214093254,11F0F$")]
    [InlineData("+RESP:GTFRI,020102,135790246811220,,20090214093254,X1F0$")]
    [InlineData("+RESP:GTfri,020102,135790246811220,,20090214093254,11F0$")]
    [InlineData("+RESP:GT,020102,135790246811220,,20090214093254,11F0$")]
    public void A_text_that_is_none_is_refused_without_an_answer(string text)
    {
        var frame = QueclinkFrames.Read(text, new ProtocolOptions { AcknowledgeAll = true });
        Assert.Equal(DeviceMessage.Refused(FrameFault.Body), frame.Message);
        Assert.Empty(frame.Reply);
    }

    [Fact]
    public void More_fields_than_any_report_has_are_refused()
    {
        var text = $"+RESP:GTFRI,020102,135790246811220,{new string(',', 600)},20090214093254,11F0$";
        Assert.Equal(FrameFault.Body, QueclinkFrames.Read(text).Message.Fault);
    }

    [Fact]
    public void A_full_sink_gives_the_frame_up()
    {
        const string TwoPoints =
            "+RESP:GTFRI,2C0204,867162020003125,GL300W,0,0,2,1,1.7,205,2867.0,-78.481127,-0.206828,20160215210433,0740,0000,7596,"
            + "5891C,0.0,1,1.7,205,2867.0,-78.481127,-0.206828,20160215210503,0740,0000,7596,5891C,0.0,88,20160215210506,1E78$";
        var session = new QueclinkProtocol().CreateSession(new ProtocolOptions { AcknowledgeAll = true });
        var reply = new ArrayBufferWriter<byte>();
        var message = session.Read(QueclinkFrames.Bytes(TwoPoints), new ListSink(capacity: 1), reply);
        Assert.Equal(DeviceMessage.Refused(FrameFault.TooManyReports), message);
        Assert.Equal(0, reply.WrittenCount);
        Assert.Equal(2, QueclinkFrames.Read(TwoPoints).Message.Reports);
    }

    [Fact]
    public void A_wrong_checksum_is_refused_or_taken_as_the_listener_says()
    {
        foreach (var (whole, fromEnd) in new[]
        {
            (QueclinkFrames.HexEvent, 5), (QueclinkFrames.Records, 2), (QueclinkFrames.BinaryHeartbeat, 2),
        })
        {
            var frame = whole.ToArray();
            frame[^fromEnd] ^= 1;
            var strict = QueclinkFrames.Replay().Feed(frame);
            Assert.Equal(DeviceMessage.Refused(FrameFault.Checksum), strict.Frames.Single().Message);
            Assert.Equal(0, strict.Session.ChecksumFaultsTaken);

            var lenient = QueclinkFrames.Replay(new ProtocolOptions { Checksum = ChecksumPolicy.Lenient }).Feed(frame);
            Assert.Equal((1, 1), (lenient.Frames.Single().Message.Reports, lenient.Session.ChecksumFaultsTaken));
        }
    }

    private static long Milliseconds(int year, int month, int day, int hour, int minute, int second) =>
        new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
