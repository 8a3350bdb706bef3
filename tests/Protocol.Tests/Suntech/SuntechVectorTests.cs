using System.Text;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Suntech;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Suntech;

/// <summary>Real frames against what Traccar makes of them. Where a manual differs, it wins: see the list.</summary>
public class SuntechVectorTests
{
    /// <summary>Entries that differ in what all families are measured by, and the document.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Documents = new Dictionary<string, string>
    {
        ["suntech-1"] = "ST300/340 Operation Manual (LATAM) 1.41, pages 79 and 84: SPD is in km/h; in zip reports two bytes and a fraction",
        ["suntech-80"] = "ST300/340 Operation Manual (LATAM) 1.41, page 75, examples of ST300EVT: one field before the hour meter",
    };

    private static readonly Dictionary<string, string> Explained = new()
    {
        // The manuals have SPD in km/h, in zip reports as in texts; the peer takes it for knots.
        ["suntech-1"] = "speed_knots 0.20518366000000002, not 0.38",

        // Decoded with settings for a device. By the manuals an event has one field before the hour meter; this frame, a
        // status turned into an event, has three, and the peer reads the number of the message as volts.
        ["suntech-80"] = "not battery 9498.0; not driverUniqueId 0.00; not temp1 0.0; not temp2 0.0; not temp3 -20.8",
    };

    [Fact]
    public void Frames_mean_what_they_mean()
    {
        var vectors = Load();
        Dictionary<string, string> differing = [];
        foreach (var vector in vectors)
        {
            var strict = Setup(vector).Feed(WithEnd(vector.Frame));
            Assert.Equal(0, strict.Pending);
            var difference = Difference(vector, strict.Frames[^1]);
            if (difference.Length > 0)
            {
                differing.Add(vector.Id, difference);
            }
        }

        Assert.Equal(Explained.Select(pair => $"{pair.Key}: {pair.Value}"), differing.Select(pair => $"{pair.Key}: {pair.Value}"));

        // All others, so that a decoder that breaks is seen at once. The published set has 43 frames.
        Assert.True(vectors.Count - differing.Count >= 41);
    }

    [Fact]
    public void Streams_split_as_published()
    {
        var framing = VectorFile.LoadFraming("suntech");
        Assert.SkipWhen(framing is null, VectorFile.Missing);
        foreach (var (_, input, frames) in framing)
        {
            for (var cut = 0; cut <= input.Length; cut++)
            {
                var replay = SuntechFrames.Session().Feed(input.AsSpan(0, cut)).Feed(input.AsSpan(cut));
                Assert.Equal(frames, replay.Frames.Select(frame => frame.Frame is [.. var text, (byte)'\r'] ? text : frame.Frame));
                Assert.All(replay.Frames, frame => Assert.NotEqual(MessageKind.Invalid, frame.Message.Kind));
                Assert.Equal(0, replay.Pending);
            }
        }
    }

    [Fact]
    public void Cut_anywhere_a_frame_means_the_same()
    {
        foreach (var vector in Load())
        {
            var bytes = WithEnd(vector.Frame);
            var whole = Snapshot(Setup(vector).Feed(bytes));
            for (var cut = 1; cut < bytes.Length; cut++)
            {
                Assert.Equal(whole, Snapshot(Setup(vector).Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut))));
            }
        }
    }

    [Fact]
    public void Glued_together_in_small_pieces_all_frames_come_out()
    {
        var frames = Load().Select(vector => WithEnd(vector.Frame)).ToArray();
        var stream = frames.SelectMany(frame => frame).ToArray();
        foreach (var size in new[] { 1, 2, 3, 7, 64, 1000, stream.Length })
        {
            var replay = SuntechFrames.Session();
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
            Assert.Equal(Recognition.Yes, new SuntechProtocol().Recognise(vector.Frame.AsSpan(0, Math.Min(vector.Frame.Length, 16))));
        }
    }

    private static IReadOnlyList<VectorCase> Load()
    {
        var vectors = VectorFile.Load("suntech");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        return vectors;
    }

    private static string Difference(VectorCase vector, ReplayedFrame actual)
    {
        if (Encoding.ASCII.GetString(vector.Frame).Split(';')[0].EndsWith("ALV", StringComparison.Ordinal))
        {
            // The peer keeps nothing of a keep-alive.
            return actual.Reports.Single().Kind == Gateway.Protocol.Reports.ReportKind.Heartbeat ? "" : "no heartbeat";
        }

        var difference = PeerPosition.Differences(vector.Expected, actual.Reports);
        if (actual.Message.DeviceId != (vector.SessionSetup.Count == 0 ? vector.SessionDeviceId : actual.Message.DeviceId))
        {
            difference += $"; device {actual.Message.DeviceId}";
        }

        return actual.Reply.Length == 0 ? difference : difference + "; an answer";
    }

    private static SessionReplay Setup(VectorCase vector)
    {
        var replay = SuntechFrames.Session();
        foreach (var frame in vector.SessionSetup)
        {
            replay.Feed(WithEnd(frame));
        }

        return replay;
    }

    /// <summary>Text frames were published without their ends.</summary>
    private static byte[] WithEnd(byte[] frame) =>
        frame[0] is >= (byte)'A' and <= (byte)'Z' && frame[^1] != '\r' ? [.. frame, (byte)'\r'] : frame;

    private static string Snapshot(SessionReplay replay) =>
        string.Join('\n', replay.Frames.Select(frame => frame.Snapshot)) + replay.Pending;
}
