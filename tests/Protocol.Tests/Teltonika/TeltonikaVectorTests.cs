using System.Globalization;
using System.Text.Json;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Teltonika;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Teltonika;

/// <summary>Real frames against what Traccar makes of them. Where the vendor's document differs, it wins: see the lists.</summary>
public class TeltonikaVectorTests
{
    private const double KnotsPerKph = 0.539957;

    /// <summary>Frames that never become whole: the length field promises more bytes than were published.</summary>
    private static readonly string[] Incomplete = ["teltonika-34", "teltonika-41"];

    /// <summary>
    /// The session set-up is no login but another camera packet (its checksum wrong too); the document has a login before
    /// anything else, so here a login takes its place.
    /// </summary>
    private const string CameraWithoutLogin = "teltonika-52";

    /// <summary>A driver card reader's text in a Codec 13 message.</summary>
    private const string CardReader = "teltonika-6";

    public static TheoryData<string> Ids =>
        new(VectorFile.Load("teltonika")?.Select(vector => vector.Id) ?? ["(no vectors)"]);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_frame_means_what_it_means(string id)
    {
        var vector = Find(id);
        var strict = Setup(vector, ChecksumPolicy.Strict).Feed(vector.Frame);
        if (Incomplete.Contains(id))
        {
            Assert.Equal(vector.Frame.Length, strict.Pending);
            Assert.Equal(FrameFault.Length, Setup(vector, ChecksumPolicy.Lenient).Read(vector.Frame).Message.Fault);
            return;
        }

        Assert.Equal(0, strict.Pending);
        if (vector.ChecksumOk == false)
        {
            Assert.Equal(FrameFault.Checksum, strict.Frames[^1].Message.Fault);
            Assert.Equal(vector.Response is null ? "" : "00000000", Convert.ToHexString(strict.Frames[^1].Reply));
            var lenient = Setup(vector, ChecksumPolicy.Lenient).Feed(vector.Frame);
            Assert.Equal(1, lenient.Session.ChecksumFaultsTaken);
            AssertMeaning(vector, lenient.Frames[^1]);
        }
        else
        {
            Assert.Equal(0, strict.Session.ChecksumFaultsTaken);
            AssertMeaning(vector, strict.Frames[^1]);
        }
    }

    [Fact]
    public void Streams_split_as_published()
    {
        var framing = VectorFile.LoadFraming("teltonika");
        Assert.SkipWhen(framing is null, VectorFile.Missing);
        foreach (var (_, input, frames) in framing)
        {
            for (var cut = 0; cut <= input.Length; cut++)
            {
                var replay = new SessionReplay(new TeltonikaProtocol()).Feed(input.AsSpan(0, cut)).Feed(input.AsSpan(cut));
                Assert.Equal(frames, replay.Frames.Select(frame => frame.Frame));
                Assert.Equal(0, replay.Pending);
            }
        }
    }

    [Fact]
    public void Cut_anywhere_a_frame_means_the_same()
    {
        var vectors = VectorFile.Load("teltonika");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        foreach (var vector in vectors)
        {
            var whole = Snapshot(Setup(vector, ChecksumPolicy.Lenient).Feed(vector.Frame));
            for (var cut = 1; cut < vector.Frame.Length; cut++)
            {
                var replay = Setup(vector, ChecksumPolicy.Lenient)
                    .Feed(vector.Frame.AsSpan(0, cut))
                    .Feed(vector.Frame.AsSpan(cut));
                Assert.Equal(whole, Snapshot(replay));
            }
        }
    }

    [Fact]
    public void Glued_together_in_small_pieces_all_frames_come_out()
    {
        var vectors = VectorFile.Load("teltonika")?.Where(vector => !Incomplete.Contains(vector.Id)).ToArray();
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var stream = vectors.SelectMany(vector => vector.Frame).ToArray();
        foreach (var size in new[] { 1, 2, 3, 7, 64, 1000, stream.Length })
        {
            var replay = TeltonikaFrames.LoggedIn(ChecksumPolicy.Lenient);
            foreach (var piece in stream.Chunk(size))
            {
                replay.Feed(piece);
            }

            Assert.Equal(vectors.Select(vector => vector.Frame), replay.Frames.Skip(1).Select(frame => frame.Frame));
            Assert.All(replay.Frames, frame => Assert.Equal(FrameFault.None, frame.Message.Fault));
        }
    }

    private static VectorCase Find(string id)
    {
        var vectors = VectorFile.Load("teltonika");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        return vectors.Single(vector => vector.Id == id);
    }

    private static SessionReplay Setup(VectorCase vector, ChecksumPolicy policy)
    {
        var replay = new SessionReplay(new TeltonikaProtocol(), new ProtocolOptions { Checksum = policy });
        if (vector.Id == CameraWithoutLogin)
        {
            return replay.Feed(TeltonikaFrames.Login);
        }

        foreach (var frame in vector.SessionSetup)
        {
            replay.Feed(frame);
            Assert.Equal(MessageKind.Login, replay.Frames[^1].Message.Kind);
            Assert.Equal(vector.SessionDeviceId, replay.Frames[^1].Message.DeviceId);
            Assert.Equal([1], replay.Frames[^1].Reply);
        }

        return replay;
    }

    private static string Snapshot(SessionReplay replay) =>
        string.Join('\n', replay.Frames.Select(frame => frame.Snapshot)) + replay.Pending;

    private static void AssertMeaning(VectorCase vector, ReplayedFrame actual)
    {
        Assert.Equal(Convert.ToHexString(vector.Response ?? []), Convert.ToHexString(actual.Reply));

        if (vector.Id == CardReader)
        {
            var report = actual.Reports.Single();
            Assert.True(report is { HasFix: false, DriverReported: true, DeviceTimeMs: 1_680_554_705_000 });
            Assert.Equal("12749884", report.Driver.ToString());
            return;
        }

        // Command answers, serial data and camera data (Codec 12 and 13) are positions without a place to Traccar, which
        // reads axle loads out of the text that some accessories send; the document leaves that text to whoever wired the
        // serial port, so here there is nothing to keep.
        var expected = vector.Expected.Where(position => !position.GetProperty("outdated").GetBoolean()).ToArray();
        if (expected.Length == 0)
        {
            var isPing = vector.Frame is [0xFF];
            Assert.Equal(isPing ? [ReportKind.Heartbeat] : [], actual.Reports.Select(report => report.Kind));
            return;
        }

        Assert.Equal(MessageKind.Reports, actual.Message.Kind);
        Assert.True(actual.Message.ReplyAwaitsCommit);
        Assert.Equal(expected.Length, actual.Reports.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            AssertPosition(expected[i], actual.Reports[i]);
            var seen = expected[i].GetProperty("attributes").EnumerateObject().ToArray();
            Assert.All(seen, attribute => VectorAttributes.AssertSame(vector.Id, attribute, actual.Reports[i]));
        }
    }

    private static void AssertPosition(JsonElement expected, DeviceReport actual)
    {
        var time = DateTimeOffset.Parse(expected.GetProperty("fix_time").GetString()!, CultureInfo.InvariantCulture);
        Assert.Equal(time.ToUnixTimeMilliseconds(), actual.DeviceTimeMs);
        Assert.Equal(expected.GetProperty("valid").GetBoolean(), actual.HasFix);
        if (!actual.HasFix)
        {
            // Document: "if there was no fix, longitude, latitude and altitude are those of the last valid one, and angle,
            // satellites and speed are 0". Fillers, not values.
            Assert.Null(actual.SpeedKph);
            Assert.Null(actual.CourseDegrees);
            Assert.Null(actual.AltitudeMeters);
            return;
        }

        Assert.Equal(expected.GetProperty("lat").GetDouble(), actual.Latitude, 1e-5);
        Assert.Equal(expected.GetProperty("lon").GetDouble(), actual.Longitude, 1e-5);
        Assert.Equal(expected.GetProperty("altitude_m").GetDouble(), actual.AltitudeMeters!.Value, 0.5);
        Assert.Equal(expected.GetProperty("speed_knots").GetDouble(), actual.SpeedKph!.Value * KnotsPerKph, 0.1);
        Assert.Equal(expected.GetProperty("course").GetDouble(), actual.CourseDegrees!.Value, 1.0);
    }
}
