using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Galileosky;

/// <summary>Real frames against what Traccar makes of them. Where the vendor's manual differs, it wins: see the lists.</summary>
public class GalileoskyVectorTests
{
    /// <summary>
    /// "GALILEOSKY GLONASS/GPS v5.1 User's Manual", 8.5.1: when the key is taken away, the number turns to zero. So no driver is
    /// present; to Traccar it is a driver "0".
    /// </summary>
    private static readonly string[] NoDriver = ["galileo-2"];

    /// <summary>A DirectIP message, which has no checksum; what was taken for one is the end of its last tag.</summary>
    private const string Iridium = "galileo-14";

    [Fact]
    public void Frames_mean_what_they_mean()
    {
        var vectors = VectorFile.Load("galileosky");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var different = vectors.SelectMany(vector => Differences(vector)).ToArray();
        Assert.Equal([], different);
        Assert.Equal(7, vectors.Count(vector => vector.ChecksumOk == true));
        Assert.Equal(Iridium, vectors.Single(vector => vector.ChecksumOk == false).Id);
    }

    [Fact]
    public void Streams_split_as_published()
    {
        var framing = VectorFile.LoadFraming("galileosky");
        Assert.SkipWhen(framing is null, VectorFile.Missing);
        foreach (var (_, input, frames) in framing)
        {
            for (var cut = 0; cut <= input.Length; cut++)
            {
                var replay = GalileoskyFrames.Replay().Feed(input.AsSpan(0, cut)).Feed(input.AsSpan(cut));
                Assert.Equal(frames, replay.Frames.Select(frame => frame.Frame));
                Assert.Equal(0, replay.Pending);
            }
        }
    }

    [Fact]
    public void Cut_anywhere_a_frame_means_the_same()
    {
        var vectors = VectorFile.Load("galileosky");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        foreach (var vector in vectors)
        {
            var whole = Snapshot(Setup(vector).Feed(vector.Frame));
            for (var cut = 1; cut < vector.Frame.Length; cut++)
            {
                var replay = Setup(vector).Feed(vector.Frame.AsSpan(0, cut)).Feed(vector.Frame.AsSpan(cut));
                Assert.Equal(whole, Snapshot(replay));
            }
        }
    }

    [Fact]
    public void Glued_together_in_small_pieces_all_frames_come_out()
    {
        var vectors = VectorFile.Load("galileosky");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var stream = vectors.SelectMany(vector => vector.Frame).ToArray();
        foreach (var size in new[] { 1, 3, 64, 1000, stream.Length })
        {
            var replay = GalileoskyFrames.LoggedIn(ChecksumPolicy.Lenient);
            foreach (var piece in stream.Chunk(size))
            {
                replay.Feed(piece);
            }

            Assert.Equal(vectors.Select(vector => vector.Frame), replay.Frames.Skip(1).Select(frame => frame.Frame));
            Assert.All(replay.Frames, frame => Assert.Equal(FrameFault.None, frame.Message.Fault));
        }
    }

    private static IEnumerable<string> Differences(VectorCase vector)
    {
        var replay = Setup(vector);
        var before = replay.Frames.Count;
        var frame = Assert.Single(replay.Feed(vector.Frame).Frames.Skip(before));
        Assert.Equal((vector.Id, Convert.ToHexString(vector.Response ?? [])), (vector.Id, Convert.ToHexString(frame.Reply)));
        Assert.Equal(FrameFault.None, frame.Message.Fault);
        Assert.Equal(
            vector.SessionDeviceId, replay.Frames.Select(each => each.Message.DeviceId).LastOrDefault(id => id is not null));
        Assert.Equal(frame.Reports.Count > 0 && frame.Reply.Length > 0, frame.Message.ReplyAwaitsCommit);

        // Answers to commands are positions without a place to Traccar; here they are nothing to keep.
        var expected = vector.Expected
            .Where(position => !position.GetProperty("attributes").TryGetProperty("result", out _)).ToArray();
        Assert.Equal((vector.Id, expected.Length), (vector.Id, frame.Reports.Count));
        return expected.Zip(frame.Reports, VectorDifferences.Of)
            .SelectMany(each => each)
            .Where(line => !(NoDriver.Contains(vector.Id) && line == "driverUniqueId: 0 is "))
            .Select(line => $"{vector.Id}: {line}");
    }

    private static SessionReplay Setup(VectorCase vector)
    {
        var replay = GalileoskyFrames.Replay();
        foreach (var frame in vector.SessionSetup)
        {
            replay.Feed(frame);
            Assert.Equal(MessageKind.Login, replay.Frames[^1].Message.Kind);
        }

        return replay;
    }

    private static string Snapshot(SessionReplay replay) =>
        string.Join('\n', replay.Frames.Select(frame => frame.Snapshot)) + replay.Pending;
}
