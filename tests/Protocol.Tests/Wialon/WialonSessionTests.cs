using System.Buffers;
using CsCheck;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Protocol.Wialon;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Wialon;

public class WialonSessionTests
{
    [Fact]
    public void The_protocol_is_the_one_of_the_contract()
    {
        var protocol = new WialonProtocol();
        Assert.Equal(("wialon", 9, 5039), (protocol.Name, (int)protocol.Id, protocol.DefaultPort));
    }

    [Theory]
    [InlineData(true, "#AL#1\r\n")]
    [InlineData(false, "#AL#0\r\n")]
    public void The_login_gets_the_gateways_answer(bool accepted, string answer)
    {
        var session = new WialonProtocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        var message = session.Read(WialonLines.Line("#L#353976013445485;pass;word"), new ListSink(), reply);
        Assert.Equal(new DeviceMessage(MessageKind.Login, DeviceId: WialonLines.Imei), message);
        session.AnswerLogin(accepted, reply);
        Assert.Equal(answer, System.Text.Encoding.ASCII.GetString(reply.WrittenSpan));
        var data = session.Read(WialonLines.Line(WialonLines.Short), new ListSink(), reply);
        Assert.Equal(accepted ? FrameFault.None : FrameFault.NotLoggedIn, data.Fault);
    }

    [Fact]
    public void Version_2_has_checksums()
    {
        var replay = WialonLines.LoggedIn2();
        Assert.Equal((WialonLines.Imei, "#AL#1\r\n"), (replay.Frames[0].Message.DeviceId, replay.Frames[0].Text()));
        Assert.Equal("#ASD#1\r\n", replay.Feed(WialonLines.Signed(WialonLines.Short + ";")).Frames[^1].Text());
        Assert.Equal("#AD#1\r\n", replay.Feed(WialonLines.Signed(WialonLines.Data + ";")).Frames[^1].Text());
        Assert.Equal("#AM#1\r\n", replay.Feed(WialonLines.Signed("#M#hello;")).Frames[^1].Text());
        var box = replay.Feed(WialonLines.Signed($"#B#{WialonLines.Short[4..]}|{WialonLines.Data[3..]}|")).Frames[^1];
        Assert.Equal(("#AB#2\r\n", 2), (box.Text(), box.Message.Reports));
    }

    [Theory]
    [InlineData("#L#2.0;353976013445485;NA;0000", "#AL#10\r\n")]
    [InlineData("#SD#270413;205601;5544.6025;N;03739.6834;E;1;2;3;4;0000", "#ASD#13\r\n")]
    [InlineData("#SD#270413;205601;5544.6025;N;03739.6834;E;1;2;3;4", "#ASD#13\r\n")]
    [InlineData("#D#270413;205601;5544.6025;N;03739.6834;E;1;2;3;4;NA;NA;NA;;NA;;xyz", "#AD#16\r\n")]
    [InlineData("#B#270413;205601;5544.6025;N;03739.6834;E;1;2;3;4|1234", "#AB#\r\n")]
    [InlineData("#M#hello;1234", "#AM#01\r\n")]
    public void A_wrong_checksum_has_the_documents_code(string line, string answer)
    {
        var frame = WialonLines.LoggedIn2().Feed(WialonLines.Line(line)).Frames[^1];
        Assert.Equal((FrameFault.Checksum, answer), (frame.Message.Fault, frame.Text()));
        var lenient = WialonLines.LoggedIn2(ChecksumPolicy.Lenient).Feed(WialonLines.Line(line));
        Assert.True(lenient.Session.ChecksumFaultsTaken == 1 || lenient.Frames[^1].Message.Fault == FrameFault.Body);
    }

    [Fact]
    public void Version_2_1_names_the_device_and_not_the_version()
    {
        var replay = WialonLines.New().Feed(WialonLines.Signed("#L#2.1;353976013445485;NA;"));
        Assert.Equal((WialonLines.Imei, "#AL#1\r\n"), (replay.Frames[0].Message.DeviceId, replay.Frames[0].Text()));
        Assert.Equal("#ASD#13\r\n", replay.Feed(WialonLines.Line(WialonLines.Short)).Frames[^1].Text());
    }

    [Fact]
    public void Data_has_position_inputs_driver_and_parameters()
    {
        var frame = WialonLines.LoggedIn().Feed(WialonLines.Line(WialonLines.Data)).Frames[^1];
        Assert.Equal(new DeviceMessage(MessageKind.Reports, Reports: 1, ReplyAwaitsCommit: true), frame.Message);
        var report = frame.Reports[0];
        Assert.Equal(DateTimeOffset.Parse("2016-12-15T13:59:10Z").ToUnixTimeMilliseconds(), report.DeviceTimeMs);
        Assert.Equal((-53.352443, -44.696548), (Math.Round(report.Latitude, 6), Math.Round(report.Longitude, 6)));
        Assert.True(report is { HasFix: true, SpeedKph: 87, CourseDegrees: 156, AltitudeMeters: 265.5, Satellites: 12 });
        Assert.True(report is { Hdop: 1.1, DigitalInputs: 241, DigitalOutputs: 3, Ignition: true, DriverReported: true });
        Assert.Equal((DeviceAlarms.Sos, "01000B00791C1793"), (report.Alarms, report.Driver.ToString()));
        Assert.Equal(
            [
                new SensorReading(1, SensorKind.AnalogVolts, 12.5),
                new SensorReading(3, SensorKind.AnalogVolts, 0.25),
                new SensorReading(2, SensorKind.Temperature, -18.5),
            ],
            report.Readings.ToArray());
    }

    [Fact]
    public void What_is_NA_is_not_known()
    {
        var report = WialonLines.LoggedIn()
            .Feed(WialonLines.Line("#D#NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;NA;;NA;NA")).Frames[^1].Reports[0];
        Assert.True(report is { DeviceTimeMs: null, HasFix: false, Satellites: null, DriverReported: false });
        Assert.Empty(report.Readings.ToArray());
    }

    [Theory]
    [InlineData("290216;120000", "2016-02-29T12:00:00Z")]
    [InlineData("311299;235959.5", "2099-12-31T23:59:59Z")]
    [InlineData("NA;120000", null)]
    [InlineData("290216;", null)]
    public void Dates_are_real_or_unknown(string time, string? expected)
    {
        var report = WialonLines.LoggedIn()
            .Feed(WialonLines.Line($"#SD#{time};5544.6025;N;03739.6834;E;1;2;3;4")).Frames[^1].Reports[0];
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected).ToUnixTimeMilliseconds(), report.DeviceTimeMs);
    }

    [Theory]
    [InlineData("#SD#270413;205601;5544.6025;N;03739.6834;E;1;2;3", "#ASD#-1\r\n")]
    [InlineData("#SD#300215;120000;5544.6025;N;03739.6834;E;1;2;3;4", "#ASD#0\r\n")]
    [InlineData("#SD#010100;240000;5544.6025;N;03739.6834;E;1;2;3;4", "#ASD#0\r\n")]
    [InlineData("#D#27x413;205601;5544.6025;N;03739.6834;E;1;2;3;4", "#AD#0\r\n")]
    [InlineData("#D#27x413;205601;9944.6025;N;03739.6834;E;1;x;3;4", "#AD#0\r\n")]
    [InlineData("#SD#270413;205601;9144.6025;N;03739.6834;E;1;2;3;4", "#ASD#10\r\n")]
    [InlineData("#SD#270413;205601;5564.6025;N;03739.6834;E;1;2;3;4", "#ASD#10\r\n")]
    [InlineData("#SD#270413;205601;5544.6025;X;03739.6834;E;1;2;3;4", "#ASD#10\r\n")]
    [InlineData("#SD#270413;205601;5544.6025;N;03739.6834;E;1;361;3;4", "#ASD#11\r\n")]
    [InlineData("#SD#270413;205601;5544.6025;N;03739.6834;E;1;2;3;many", "#ASD#12\r\n")]
    [InlineData("#D#270413;205601;5544.6025;N;03739.6834;E;1;2;3;4;-1;NA;NA;;NA;", "#AD#12\r\n")]
    [InlineData("#D#270413;205601;5544.6025;N;03739.6834;E;1;2;3;4;1;on;NA;;NA;", "#AD#13\r\n")]
    [InlineData("#B#nonsense", "#AB#0\r\n")]
    public void A_message_that_is_none_is_refused_with_the_documents_code(string line, string answer)
    {
        var frame = WialonLines.LoggedIn().Feed(WialonLines.Line(line)).Frames[^1];
        Assert.Equal((FrameFault.Body, answer), (frame.Message.Fault, frame.Text()));
    }

    [Fact]
    public void A_broken_message_does_not_stop_a_black_box()
    {
        var frame = WialonLines.LoggedIn()
            .Feed(WialonLines.Line($"#B#{WialonLines.Short[4..]}|nonsense|{WialonLines.Short[4..]}|")).Frames[^1];
        Assert.Equal(("#AB#2\r\n", 2, true), (frame.Text(), frame.Message.Reports, frame.Message.ReplyAwaitsCommit));
    }

    [Fact]
    public void A_ping_is_a_heartbeat_and_a_text_is_answered()
    {
        var replay = WialonLines.LoggedIn().Feed(WialonLines.Line("#P#"));
        Assert.Equal((new DeviceMessage(MessageKind.Reports, Reports: 1), "#AP#\r\n"), (replay.Frames[^1].Message, replay.Frames[^1].Text()));
        Assert.Equal(ReportKind.Heartbeat, replay.Frames[^1].Reports[0].Kind);
        Assert.Equal("#AM#1\r\n", replay.Feed(WialonLines.Line("#M#hello")).Frames[^1].Text());
        Assert.Equal("", replay.Feed(WialonLines.Line("#US#1.0")).Frames[^1].Text());
    }

    [Fact]
    public void An_identity_before_the_message_stands_for_a_login()
    {
        var replay = WialonLines.New()
            .Feed(WialonLines.Line("99999999" + WialonLines.Short))
            .Feed(WialonLines.Line("99999999" + WialonLines.Short))
            .Feed(WialonLines.Line(WialonLines.Short))
            .Feed(WialonLines.Line("88888888" + WialonLines.Short));
        Assert.Equal(["99999999", null, null, null], replay.Frames.Select(frame => frame.Message.DeviceId));
        Assert.Equal(
            [FrameFault.None, FrameFault.None, FrameFault.None, FrameFault.Login],
            replay.Frames.Select(frame => frame.Message.Fault));
    }

    [Fact]
    public void A_refused_message_names_nobody()
    {
        var replay = WialonLines.New()
            .Feed(WialonLines.Line("99999999#SD#nonsense"))
            .Feed(WialonLines.Line("99999999" + WialonLines.Short));
        Assert.Equal([null, "99999999"], replay.Frames.Select(frame => frame.Message.DeviceId));
    }

    [Theory]
    [InlineData("#L#2.0;")]
    [InlineData("#L#2.0;;")]
    [InlineData("#L#")]
    [InlineData("#L#;")]
    [InlineData("#L#a b;NA")]
    public void A_login_without_an_identity_is_refused(string line)
    {
        foreach (var policy in new[] { ChecksumPolicy.Strict, ChecksumPolicy.Lenient })
        {
            var frame = WialonLines.New(policy).Feed(WialonLines.Line(line)).Frames.Single();
            Assert.Equal(MessageKind.Invalid, frame.Message.Kind);
            Assert.StartsWith("#AL#", frame.Text());
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", FrameFault.Garbage)]
    [InlineData("\0\0", FrameFault.Garbage)]
    public void Bytes_that_start_no_line_end_the_stream(string text, FrameFault fault) =>
        Assert.Equal(fault, WialonLines.LoggedIn().Feed(WialonLines.Line(text)).StreamFault);

    [Fact]
    public void A_line_without_an_end_is_given_up()
    {
        var replay = WialonLines.LoggedIn().Feed("#B#"u8);
        for (var i = 0; i < 600 && replay.StreamFault == FrameFault.None; i++)
        {
            replay.Feed(new byte[64]);
        }

        Assert.Equal(FrameFault.Length, replay.StreamFault);
    }

    [Fact]
    public void Damaged_lines_never_break_the_session()
    {
        byte[][] lines =
        [
            WialonLines.Line(WialonLines.Data),
            WialonLines.Line(WialonLines.Short),
            WialonLines.Line($"#B#{WialonLines.Short[4..]}|{WialonLines.Data[3..]}"),
            WialonLines.Signed("#L#2.0;353976013445485;NA;"),
            WialonLines.Line("#P#"),
            .. VectorFile.Load("wialon")?.Select(vector => (byte[])[.. vector.Frame, 13, 10]) ?? [],
        ];
        Gen.Select(Gen.Int[0, lines.Length - 1], Gen.Int[0, lines.Length - 1], Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Byte, Gen.Bool)
            .Sample((first, second, how, at, value, isNew) =>
            {
                var line = lines[first];
                at %= line.Length;
                byte[] bytes = how switch
                {
                    0 => [.. line[..at], value, .. line[(at + 1)..]],
                    1 => [.. line[..at], .. line[(at + 1)..]],
                    2 => [.. line[..at], value, .. line[at..]],
                    _ => [.. line[..at], .. lines[second][(at % lines[second].Length)..]],
                };
                var replay = isNew ? WialonLines.LoggedIn2(ChecksumPolicy.Lenient) : WialonLines.LoggedIn();
                replay.Feed(bytes.AsSpan(0, at)).Feed(bytes.AsSpan(at)).Feed(lines[second]);
            },
            iter: 5000);
    }

    [Fact]
    public void Lines_are_found_read_and_encoded_without_an_allocation()
    {
        byte[][] lines =
        [
            WialonLines.Line(WialonLines.Data),
            WialonLines.Line(WialonLines.Short),
            WialonLines.Line(WialonLines.Imei + WialonLines.Short),
            WialonLines.Line($"#B#{WialonLines.Short[4..]}|{WialonLines.Data[3..]}"),
        ];
        var session = WialonLines.LoggedIn().Session;
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(256);
        Assert.Equal(5, Pass());
        Assert.Equal(5, Pass());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        for (var i = 0; i < 200; i++)
        {
            records += Pass();
        }

        Assert.Equal((0, 1000), (GC.GetAllocatedBytesForCurrentThread() - before, records));

        int Pass()
        {
            var read = 0;
            reply.ResetWrittenCount();
            foreach (var line in lines)
            {
                writer.Begin(1, 9, 1);
                var buffer = new ReadOnlySequence<byte>(line);
                read += session.FindFrame(in buffer, out var length, out _) == FrameStatus.Complete
                    ? session.Read(line.AsSpan(0, length), writer, reply).Reports
                    : 0;
            }

            return read;
        }
    }
}
