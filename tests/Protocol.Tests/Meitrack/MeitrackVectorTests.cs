using Gateway.Protocol.Meitrack;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Meitrack;

/// <summary>Real frames against what Traccar makes of them.</summary>
public class MeitrackVectorTests
{
    [Fact]
    public void Frames_mean_what_they_mean()
    {
        var vectors = Load();
        var total = 0;
        List<string> differing = [];
        foreach (var vector in vectors)
        {
            var strict = Setup(vector, ChecksumPolicy.Strict);
            var frame = strict.Feed(WithLineEnd(vector.Frame)).Frames[^1];
            Assert.Equal(0, strict.Pending);
            if (vector.ChecksumOk == false)
            {
                Assert.Equal(FrameFault.Checksum, frame.Message.Fault);
                Assert.Empty(frame.Reply);
                var lenient = Setup(vector, ChecksumPolicy.Lenient).Feed(WithLineEnd(vector.Frame));
                Assert.Equal(1, lenient.Session.ChecksumFaultsTaken);
                frame = lenient.Frames[^1];
            }

            total++;
            var difference = Difference(vector, frame);
            if (difference.Length > 0)
            {
                differing.Add($"{vector.Id}: {difference}");
            }
        }

        // All others, so that a decoder that breaks is seen at once. The published set has 29 frames, 24 with a right checksum.
        Assert.Empty(differing);
        Assert.True(total >= 28);
    }

    [Fact]
    public void The_frames_of_a_connection_are_answered_as_published()
    {
        var compact = Load().Single(vector => vector.Id == "meitrack-51").SessionSetup.Single();
        var frame = MeitrackFrames.Session().Feed(compact).Frames.Single();
        Assert.Equal("@@G28,369800013460674,CCC,18*1A\r\n", System.Text.Encoding.ASCII.GetString(frame.Reply));
        Assert.True(frame.Message is { Kind: MessageKind.Reports, Reports: 18, ReplyAwaitsCommit: true });
        Assert.True(frame.Reports[0] is { HasFix: false, OdometerMeters: 178_157, BatteryVolts: 4.17, ExternalVolts: 12.18 });
        Assert.Equal(11, frame.Reports.Count(report => report.HasFix && report.SpeedKph > 0));
    }

    [Fact]
    public void Streams_split_as_published()
    {
        var framing = VectorFile.LoadFraming("meitrack");
        Assert.SkipWhen(framing is null, VectorFile.Missing);
        foreach (var (_, input, frames) in framing)
        {
            for (var cut = 0; cut <= input.Length; cut++)
            {
                var replay = MeitrackFrames.Session().Feed(input.AsSpan(0, cut)).Feed(input.AsSpan(cut));
                Assert.Equal(frames, replay.Frames.Select(frame => frame.Frame));
                Assert.Equal(0, replay.Pending);
            }
        }
    }

    [Fact]
    public void Cut_anywhere_a_frame_means_the_same()
    {
        foreach (var vector in Load())
        {
            var bytes = WithLineEnd(vector.Frame);
            var whole = Snapshot(Setup(vector, ChecksumPolicy.Lenient).Feed(bytes));
            for (var cut = 1; cut < bytes.Length; cut++)
            {
                var replay = Setup(vector, ChecksumPolicy.Lenient).Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut));
                Assert.Equal(whole, Snapshot(replay));
            }
        }
    }

    [Fact]
    public void Glued_together_in_small_pieces_all_frames_come_out()
    {
        var frames = Load().Select(vector => WithLineEnd(vector.Frame)).ToArray();
        var stream = frames.SelectMany(frame => frame).ToArray();
        foreach (var size in new[] { 1, 2, 3, 7, 64, 1000, stream.Length })
        {
            var replay = MeitrackFrames.Session(ChecksumPolicy.Lenient);
            foreach (var piece in stream.Chunk(size))
            {
                replay.Feed(piece);
            }

            Assert.Equal(frames, replay.Frames.Select(frame => frame.Frame));
            Assert.All(replay.Frames, frame => Assert.Equal(FrameFault.None, frame.Message.Fault));
        }
    }

    [Fact]
    public void Every_vector_is_recognised_by_its_first_bytes()
    {
        foreach (var vector in Load())
        {
            Assert.Equal(Recognition.Yes, new MeitrackProtocol().Recognise(vector.Frame.AsSpan(0, 16)));
        }
    }

    private static IReadOnlyList<VectorCase> Load()
    {
        var vectors = VectorFile.Load("meitrack");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        return vectors;
    }

    private static string Difference(VectorCase vector, ReplayedFrame actual)
    {
        var difference = PeerPosition.Differences(vector.Expected, actual.Reports);
        if (!actual.Reply.AsSpan().SequenceEqual(vector.Response ?? []))
        {
            difference += "; another answer";
        }

        // meitrack-31 and meitrack-51 come after another device's frame on the same connection.
        var named = System.Text.Encoding.ASCII.GetString(vector.Frame).Split(',')[1];
        return actual.Message.DeviceId == named ? difference : difference + $"; device {actual.Message.DeviceId}";
    }

    private static SessionReplay Setup(VectorCase vector, ChecksumPolicy policy)
    {
        var replay = MeitrackFrames.Session(policy);
        foreach (var frame in vector.SessionSetup)
        {
            replay.Feed(WithLineEnd(frame));
        }

        return replay;
    }

    /// <summary>Text frames were published without their line ends.</summary>
    private static byte[] WithLineEnd(byte[] frame) => frame.AsSpan().EndsWith("\r\n"u8) ? frame : [.. frame, .. "\r\n"u8];

    private static string Snapshot(SessionReplay replay) =>
        string.Join('\n', replay.Frames.Select(frame => frame.Snapshot)) + replay.Pending;
}
