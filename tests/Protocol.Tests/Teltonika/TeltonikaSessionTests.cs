using System.Buffers;
using System.Buffers.Binary;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Teltonika;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Teltonika;

public class TeltonikaSessionTests
{
    private static readonly byte[] NothingAccepted = [0, 0, 0, 0];

    [Fact]
    public void The_protocol_is_the_one_of_the_contract()
    {
        var protocol = new TeltonikaProtocol();
        Assert.Equal(("teltonika", 1, 5027, 65536), (protocol.Name, (int)protocol.Id, protocol.DefaultPort, protocol.MaxFrameLength));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void The_login_gets_the_gateways_answer(bool accepted, byte answer)
    {
        var session = new TeltonikaProtocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        var message = session.Read(TeltonikaFrames.LoginOf("012345678901234"), new ListSink(), reply);
        Assert.Equal(new DeviceMessage(MessageKind.Login, DeviceId: "012345678901234"), message);
        Assert.Equal(0, reply.WrittenCount);

        session.AnswerLogin(accepted, reply);
        Assert.Equal([answer], reply.WrittenSpan.ToArray());

        var data = session.Read(TeltonikaFrames.Codec8, new ListSink(), reply);
        Assert.Equal(accepted ? FrameFault.None : FrameFault.NotLoggedIn, data.Fault);
    }

    [Theory]
    [InlineData("000E3132333435363738393031323334")]
    [InlineData("001031323334353637383930313233343536")]
    [InlineData("000F31323334353637383930313233346A")]
    [InlineData("000F313233343536373839303132332D35")]
    [InlineData("00FF31")]
    public void A_login_that_is_none_is_refused_at_once(string hex)
    {
        var replay = new SessionReplay(new TeltonikaProtocol()).Feed(Convert.FromHexString(hex));
        Assert.Equal(FrameFault.Login, replay.Frames[0].Message.Fault);
        Assert.Equal([0], replay.Frames[0].Reply);
    }

    [Fact]
    public void A_device_may_log_in_again_but_not_as_another()
    {
        var replay = TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Login).Feed(TeltonikaFrames.Codec8);
        Assert.Equal([MessageKind.Login, MessageKind.Login, MessageKind.Reports], replay.Frames.Select(frame => frame.Message.Kind));

        replay.Feed(TeltonikaFrames.LoginOf("999999999999999"));
        Assert.Equal((FrameFault.Login, 0), (replay.Frames[^1].Message.Fault, replay.Frames[^1].Reply.Single()));
    }

    [Fact]
    public void Before_the_login_nothing_is_taken()
    {
        foreach (var frame in new[] { TeltonikaFrames.Codec8, TeltonikaFrames.Codec12 })
        {
            var replay = new SessionReplay(new TeltonikaProtocol()).Feed(frame);
            Assert.Equal(FrameFault.NotLoggedIn, replay.Frames.Single().Message.Fault);
            Assert.Empty(replay.Frames[0].Reply);
        }

        var ping = new SessionReplay(new TeltonikaProtocol()).Feed([0xFF]);
        Assert.Equal(MessageKind.Other, ping.Frames.Single().Message.Kind);
    }

    [Fact]
    public void A_ping_is_a_heartbeat_without_an_answer()
    {
        var frame = TeltonikaFrames.LoggedIn().Feed([0xFF]).Frames[^1];
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1), frame.Message);
        Assert.Equal((ReportKind.Heartbeat, null), (frame.Reports[0].Kind, frame.Reports[0].DeviceTimeMs));
        Assert.Empty(frame.Reply);
    }

    [Theory]
    [InlineData("474554202F20485454502F312E31", FrameFault.Garbage)]
    [InlineData("00000100", FrameFault.Garbage)]
    [InlineData("00000001", FrameFault.Garbage)]
    [InlineData("0000000000000000", FrameFault.Length)]
    [InlineData("0000000000000002", FrameFault.Length)]
    [InlineData("000000000000FFF5", FrameFault.Length)]
    [InlineData("0000000080000000", FrameFault.Length)]
    [InlineData("00000000FFFFFFFF", FrameFault.Length)]
    public void Bytes_that_start_no_frame_end_the_stream(string hex, FrameFault fault)
    {
        Assert.Equal(fault, TeltonikaFrames.LoggedIn().Feed(Convert.FromHexString(hex)).StreamFault);
        var byteByByte = TeltonikaFrames.LoggedIn();
        foreach (var value in Convert.FromHexString(hex))
        {
            byteByByte.Feed([value]);
        }

        Assert.Equal(fault, byteByByte.StreamFault);
    }

    [Fact]
    public void The_largest_frame_is_waited_for()
    {
        var replay = TeltonikaFrames.LoggedIn().Feed([0, 0, 0, 0, 0, 0, 0xFF, 0xF4]);
        Assert.Equal((FrameFault.None, 8), (replay.StreamFault, replay.Pending));
        replay.Feed(new byte[0xFFF4 + 4]);
        Assert.Equal(FrameFault.UnknownType, replay.Frames[^1].Message.Fault);
    }

    [Fact]
    public void A_wrong_checksum_is_refused_or_taken_as_the_listener_says()
    {
        var frame = TeltonikaFrames.Codec8.ToArray();
        frame[^1] ^= 1;
        AssertRefused(FrameFault.Checksum, NothingAccepted, TeltonikaFrames.LoggedIn().Feed(frame));

        var lenient = TeltonikaFrames.LoggedIn(ChecksumPolicy.Lenient).Feed(frame);
        Assert.Equal((1, 1), (lenient.Frames[^1].Message.Reports, lenient.Session.ChecksumFaultsTaken));

        // The upper half of the field belongs to the checksum.
        frame = TeltonikaFrames.Codec8.ToArray();
        frame[^4] = 1;
        AssertRefused(FrameFault.Checksum, NothingAccepted, TeltonikaFrames.LoggedIn().Feed(frame));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    public void Counts_that_disagree_are_refused(byte first, byte second)
    {
        var data = TeltonikaFrames.Codec8[8..^4];
        data[1] = first;
        data[^1] = second;
        var frame = TeltonikaFrames.Wrap(data);
        AssertRefused(FrameFault.RecordCount, NothingAccepted, TeltonikaFrames.LoggedIn().Feed(frame));
        AssertRefused(FrameFault.RecordCount, NothingAccepted, TeltonikaFrames.LoggedIn(ChecksumPolicy.Lenient).Feed(frame));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_count_that_the_records_contradict_is_refused(byte count)
    {
        var data = TeltonikaFrames.Codec8[8..^4];
        data[1] = data[^1] = count;
        AssertRefused(FrameFault.Body, NothingAccepted, TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Wrap(data)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_body_that_is_too_short_or_too_long_is_refused(int bytes)
    {
        byte[] data = bytes < 0
            ? [.. TeltonikaFrames.Codec8[8..^6], 1]
            : [.. TeltonikaFrames.Codec8[8..^5], 0, 1];
        AssertRefused(FrameFault.Body, NothingAccepted, TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Wrap(data)));
    }

    [Fact]
    public void An_element_count_that_the_groups_contradict_is_refused()
    {
        var data = TeltonikaFrames.Codec8[8..^4];
        Assert.Equal(5, data[2 + 24 + 1]);
        data[2 + 24 + 1] = 6;
        AssertRefused(FrameFault.Body, NothingAccepted, TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Wrap(data)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_length_off_by_one_loses_the_frame_only_by_its_checksum(int off)
    {
        var frame = TeltonikaFrames.Codec8.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), frame.Length - 12 + off);
        var replay = TeltonikaFrames.LoggedIn().Feed([.. frame, .. TeltonikaFrames.Codec8]);
        Assert.Equal(FrameFault.Checksum, replay.Frames[1].Message.Fault);
        Assert.DoesNotContain(replay.Frames, found => found.Message.Kind == MessageKind.Reports);
        Assert.Equal(FrameFault.Length, TeltonikaFrames.LoggedIn().Read(frame).Message.Fault);
    }

    [Fact]
    public void No_records_are_answered_with_none()
    {
        var frame = TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Packet(0x8E)).Frames[^1];
        Assert.Equal(new DeviceMessage(MessageKind.Other), frame.Message);
        Assert.Equal(NothingAccepted, frame.Reply);
    }

    [Fact]
    public void An_unknown_codec_is_refused() => AssertRefused(
        FrameFault.UnknownType,
        NothingAccepted,
        TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Packet(0x07)));

    [Fact]
    public void Command_messages_are_recognised_and_not_answered()
    {
        foreach (var message in new[] { TeltonikaFrames.Codec12, TeltonikaFrames.Codec15 })
        {
            var frame = TeltonikaFrames.LoggedIn().Feed(message).Frames[^1];
            Assert.Equal(new DeviceMessage(MessageKind.Other), frame.Message);
            Assert.Empty(frame.Reply);

            var broken = message.ToArray();
            broken[^1] ^= 1;
            AssertRefused(FrameFault.Checksum, [], TeltonikaFrames.LoggedIn().Feed(broken));
        }
    }

    [Theory]
    [InlineData("GTSL|6|1|0|12749884|1|\r\n", "12749884")]
    [InlineData("GTSL|6|1|0|00000000|1|\r\n", "")]
    [InlineData("GTSL|6|1|0|1274", null)]
    [InlineData("GTSL|6|1|0||1|\r\n", null)]
    [InlineData("GTSL|6|1|0|01234567890123456789012345678901234567890|1|\r\n", null)]
    [InlineData("getinfo", null)]
    [InlineData("", null)]
    public void A_card_reader_on_the_serial_port_names_the_driver(string text, string? driver)
    {
        var content = System.Text.Encoding.ASCII.GetBytes(text);
        var message = TeltonikaFrames.Wrap(
            [0x0D, 1, 6, 0, 0, 0, (byte)(4 + content.Length), 0x64, 0x2B, 0x3A, 0xD1, .. content, 1]);
        var frame = TeltonikaFrames.LoggedIn().Feed(message).Frames[^1];
        Assert.Empty(frame.Reply);
        Assert.Equal(new DeviceMessage(driver is null ? MessageKind.Other : MessageKind.Reports, Reports: driver is null ? 0 : 1), frame.Message);
        Assert.All(frame.Reports, report => Assert.True(
            report.DriverReported && report.Driver.ToString() == driver && report.DeviceTimeMs == 1_680_554_705_000 && !report.HasFix));
    }

    [Fact]
    public void Serial_data_of_another_length_than_it_says_is_not_read()
    {
        var message = TeltonikaFrames.Wrap([0x0D, 1, 6, 0, 0, 0, 9, 0x64, 0x2B, 0x3A, 0xD1, .. "GTSL|6|1|0|12749884|1|"u8, 1]);
        Assert.Equal(new DeviceMessage(MessageKind.Other), TeltonikaFrames.LoggedIn().Feed(message).Frames[^1].Message);
    }

    [Fact]
    public void A_full_sink_gives_the_frame_up()
    {
        var session = TeltonikaFrames.LoggedIn().Session;
        var reply = new ArrayBufferWriter<byte>();
        var message = session.Read(TeltonikaFrames.Codec16, new ListSink(capacity: 1), reply);
        Assert.Equal(DeviceMessage.Refused(FrameFault.TooManyReports), message);
        Assert.Equal(NothingAccepted, reply.WrittenSpan.ToArray());
    }

    [Fact]
    public void The_examples_of_the_document_mean_what_it_says()
    {
        var codec8 = TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Codec8).Frames[^1];
        Assert.Equal([0, 0, 0, 1], codec8.Reply);
        var report = codec8.Reports.Single();
        Assert.Equal((1560161086000, 1, 1), (report.DeviceTimeMs, report.EventCode, report.Priority));
        Assert.Equal((3, 1u, 24.079), (report.GsmSignal, report.DigitalInputs, report.ExternalVolts));
        Assert.True(report is { HasFix: false, DriverReported: true, Driver.IsEmpty: true });
        Assert.Equal([new IoValue(241, 24602)], report.IoValues.ToArray());

        var extended = TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Codec8Extended).Frames[^1];
        Assert.Equal([0, 0, 0, 1], extended.Reply);
        report = extended.Reports.Single();
        Assert.Equal((1560166592000, true, 22949000.0), (report.DeviceTimeMs, report.DigitalInputs == 1, report.OdometerMeters));
        Assert.Equal(
            [new IoValue(17, 29), new IoValue(11, 893700218), new IoValue(14, 500686954)],
            report.IoValues.ToArray());

        var codec16 = TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Codec16).Frames[^1];
        Assert.Equal([0, 0, 0, 2], codec16.Reply);
        Assert.Equal([1562760414000, 1562760415000], codec16.Reports.Select(record => record.DeviceTimeMs!.Value));
        Assert.All(codec16.Reports, record => Assert.Equal((0u, 11), (record.DigitalInputs!.Value, record.EventCode)));
    }

    private static void AssertRefused(FrameFault fault, byte[] reply, SessionReplay replay)
    {
        Assert.Equal(DeviceMessage.Refused(fault), replay.Frames[^1].Message);
        Assert.Equal(reply, replay.Frames[^1].Reply);
        Assert.Equal(0, replay.Session.ChecksumFaultsTaken);
    }
}
