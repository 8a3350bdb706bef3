using Gateway.Protocol.Gt06;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Gt06;

/// <summary>Real frames against what Traccar makes of them.</summary>
public class Gt06VectorTests
{
    /// <summary>Three frames in one entry, each with a right checksum, read one by one.</summary>
    private const string ThreeFrames = "gt06-152";

    /// <summary>Published with three bytes missing; the document's length counts serial number and checksum.</summary>
    private const string IncompleteStream = "gt06-framing-2";

    /// <summary>What differs, and why: decoded with a device model set, which a frame does not tell.</summary>
    private static readonly Dictionary<string, string[]> Known = new()
    {
        // XT40: a 0x22 message with other content than the document's. Its checksum does not hold either.
        ["gt06-175"] = ["time", "sat", "power", "battery", "rssi", "odometer", "hours"],
    };

    public static TheoryData<string> Ids => new(VectorFile.Load("gt06")?.Select(vector => vector.Id) ?? ["(no vectors)"]);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_frame_means_what_it_means(string id)
    {
        var vector = Load().Single(vector => vector.Id == id);
        var strict = Gt06Vectors.Setup(vector, ChecksumPolicy.Strict);
        if (id == ThreeFrames)
        {
            strict.Feed(vector.Frame);
            Assert.All(strict.Frames.Skip(1), frame => Assert.Equal(MessageKind.Other, frame.Message.Kind));
            Assert.Equal((4, 0), (strict.Frames.Count, strict.Pending));
            return;
        }

        if (vector.ChecksumOk == false)
        {
            var refused = Gt06Vectors.Read(strict, vector);
            Assert.Equal((FrameFault.Checksum, 0), (refused.Message.Fault, refused.Reply.Length));
        }

        var taken = vector.ChecksumOk == false ? Gt06Vectors.Setup(vector, ChecksumPolicy.Lenient) : strict;
        var actual = Gt06Vectors.Read(taken, vector);
        Assert.Equal(vector.ChecksumOk == false ? 1 : 0, taken.Session.ChecksumFaultsTaken);
        Assert.Equal(Known.GetValueOrDefault(id, []), Gt06Comparison.Differences(vector, actual));
        if (vector.SessionSetup.Count == 0)
        {
            Assert.Equal(vector.SessionDeviceId, actual.Message.DeviceId);
        }
    }

    [Fact]
    public void At_least_98_percent_of_the_whole_frames_agree()
    {
        var vectors = Load().Where(vector => vector.ChecksumOk == true).ToArray();
        var agreeing = vectors.Count(vector => Gt06Comparison.Differences(
            vector, Gt06Vectors.Read(Gt06Vectors.Setup(vector, ChecksumPolicy.Strict), vector)) is []);
        Assert.InRange(agreeing, 0.98 * vectors.Length, vectors.Length);
    }

    [Fact]
    public void Streams_split_as_published()
    {
        var framing = VectorFile.LoadFraming("gt06");
        Assert.SkipWhen(framing is null, VectorFile.Missing);
        foreach (var (id, input, frames) in framing)
        {
            if (id == IncompleteStream)
            {
                Assert.Equal(input.Length, new SessionReplay(new Gt06Protocol()).Feed(input).Pending);
                continue;
            }

            for (var cut = 0; cut <= input.Length; cut++)
            {
                var replay = new SessionReplay(new Gt06Protocol()).Feed(input.AsSpan(0, cut)).Feed(input.AsSpan(cut));
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
            var whole = Snapshot(Gt06Vectors.Setup(vector, ChecksumPolicy.Lenient).Feed(vector.Frame));
            for (var cut = 1; cut < vector.Frame.Length; cut++)
            {
                var replay = Gt06Vectors.Setup(vector, ChecksumPolicy.Lenient)
                    .Feed(vector.Frame.AsSpan(0, cut))
                    .Feed(vector.Frame.AsSpan(cut));
                Assert.Equal(whole, Snapshot(replay));
            }
        }
    }

    [Fact]
    public void Glued_together_in_small_pieces_all_frames_come_out()
    {
        // Logins of other devices would be refused on this connection.
        var vectors = Load()
            .Where(vector => vector.SessionSetup.Count > 0
                && vector.Id != ThreeFrames
                && !Gt06Vectors.Incomplete.Contains(vector.Id))
            .ToArray();
        var stream = vectors.SelectMany(vector => vector.Frame).ToArray();
        foreach (var size in new[] { 1, 2, 3, 7, 64, 1000, stream.Length })
        {
            var replay = Gt06Frames.LoggedIn(ChecksumPolicy.Lenient);
            foreach (var piece in stream.Chunk(size))
            {
                replay.Feed(piece);
            }

            Assert.Equal(vectors.Select(vector => vector.Frame), replay.Frames.Skip(1).Select(frame => frame.Frame));
            Assert.All(replay.Frames, frame => Assert.Equal(FrameFault.None, frame.Message.Fault));
        }
    }

    private static IReadOnlyList<VectorCase> Load()
    {
        var vectors = VectorFile.Load("gt06");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        return vectors;
    }

    private static string Snapshot(SessionReplay replay) =>
        string.Join('\n', replay.Frames.Select(frame => frame.Snapshot)) + replay.Pending;
}
