using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Jt808;

/// <summary>Real frames against what Traccar makes of them. Where the standard differs, it wins: see the lists.</summary>
public class Jt808VectorTests
{
    /// <summary>
    /// The item's bytes 1 to 8 are the IMEI 865413057160185, whose last twelve digits are the id in the frame's own head. Entry
    /// 111, of the same firmware, has no such temperature. The maker's table of items (AOVX G&amp;A Series JTT808 Protocol) was not
    /// at hand.
    /// </summary>
    private const string AovxDevice =
        "AOVX, communication protocol based on JT/T 808, introduction (2): the head has twelve digits of the maker's id";

    /// <summary>Entries that differ in what all families are measured by, and the document.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Documents = new Dictionary<string, string>
    {
        ["jt808-26"] = AovxDevice,
        ["jt808-27"] = AovxDevice,
        ["jt808-54"] = "Huabao, JT808 messages of the GPS electronic lock, 1: E3 has one byte, reserved",
    };

    /// <summary>
    /// Values that Traccar reads beyond the item that holds them. The standard (JT/T 808-2013, table 26): an item is an id, a
    /// length, and a value of that length.
    /// </summary>
    private static readonly Dictionary<string, string[]> BeyondTheItem = new()
    {
        // F8 has 29 bytes: working mode, IMEI and ICCID. Traccar takes mode and first byte of the IMEI, 04 08, for a
        // temperature of 53.2 °C; with the model set (entry 111) it reads it as here.
        ["jt808-26"] = ["temp2: 53.2 is null"],
        ["jt808-27"] = ["temp2: 53.2 is null"],

        // E3 has one byte, which the maker (Huabao, GPS electronic lock) calls reserved; the lock's battery is in D5. Traccar takes
        // the head of that next item (D5 0E 01) for battery level and voltage.
        ["jt808-54"] = ["batteryLevel: 213 is null", "battery: 35.85 is null"],

        // A level of 153 percent is none: it is the frame's check, 99.
        ["jt808-51"] = ["batteryLevel: 153 is null"],
    };

    /// <summary>
    /// The frames are published without their escapes, this one with them (7D 02 for 7E): without them length and check
    /// hold, as the standard wants it, so strict takes it.
    /// </summary>
    private const string PublishedEscaped = "jt808-59";

    [Fact]
    public void Frames_mean_what_they_mean()
    {
        var vectors = Load();
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var checkedOk = vectors.Where(vector => vector.ChecksumOk == true).ToArray();
        var different = new List<string>();
        foreach (var vector in vectors)
        {
            var differences = Differences(vector, ChecksumPolicy.Lenient);
            var allowed = BeyondTheItem.GetValueOrDefault(vector.Id, []);
            if (!differences.SequenceEqual(allowed))
            {
                different.Add($"{vector.Id}: {string.Join("; ", differences)}");
            }
        }

        // All agree but for the values listed, so that a decoder that breaks shows with the entry's name.
        Assert.Equal([], different);
        Assert.Equal(58, checkedOk.Length);
        Assert.Equal(54, checkedOk.Count(vector => !BeyondTheItem.ContainsKey(vector.Id)));
    }

    [Fact]
    public void Strict_takes_right_checks_and_refuses_wrong_ones()
    {
        var vectors = Load();
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        foreach (var vector in vectors)
        {
            var strict = Setup(vector, ChecksumPolicy.Strict).Feed(vector.Frame).Frames[^1];
            if (vector.ChecksumOk == false && vector.Id != PublishedEscaped)
            {
                Assert.Equal((vector.Id, DeviceMessage.Refused(FrameFault.Checksum)), (vector.Id, strict.Message));
                Assert.Empty(strict.Reply);
                var lenient = Setup(vector, ChecksumPolicy.Lenient).Feed(vector.Frame);
                Assert.Equal(1, lenient.Session.ChecksumFaultsTaken);
            }
            else
            {
                Assert.Empty(Differences(vector, ChecksumPolicy.Strict).Except(BeyondTheItem.GetValueOrDefault(vector.Id, [])));
            }
        }
    }

    [Fact]
    public void Streams_split_as_published()
    {
        var framing = VectorFile.LoadFraming("jt808");
        Assert.SkipWhen(framing is null, VectorFile.Missing);
        foreach (var (_, input, frames) in framing)
        {
            for (var cut = 0; cut <= input.Length; cut++)
            {
                var replay = Jt808Frames.Replay().Feed(input.AsSpan(0, cut)).Feed(input.AsSpan(cut));
                var found = replay.Frames.Where(frame => frame.Message.Fault != FrameFault.Garbage);
                Assert.Equal(frames, found.Select(frame => Unescape(frame.Frame)));
                Assert.Equal(0, replay.Pending);
            }
        }
    }

    [Fact]
    public void Cut_anywhere_a_frame_means_the_same()
    {
        var vectors = Load();
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
        var vectors = Load();
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var stream = vectors.SelectMany(vector => vector.Frame).ToArray();
        foreach (var size in new[] { 1, 2, 3, 7, 64, 1000, stream.Length })
        {
            var replay = Jt808Frames.Replay(ChecksumPolicy.Lenient);
            foreach (var piece in stream.Chunk(size))
            {
                replay.Feed(piece);
            }

            Assert.Equal(vectors.Select(vector => vector.Frame), replay.Frames.Select(frame => frame.Frame));
            Assert.All(replay.Frames, frame => Assert.Equal(FrameFault.None, frame.Message.Fault));
        }
    }

    [Fact]
    public void A_7D_that_a_device_did_not_escape_is_itself()
    {
        var vectors = VectorFile.Load("jt808");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var raw = vectors.Where(vector => vector.Frame.Contains((byte)0x7D) && vector.ChecksumOk == true).ToArray();
        Assert.Equal(["jt808-40", "jt808-46", "jt808-51", "jt808-106", "jt808-107"], raw.Select(vector => vector.Id));
        Assert.All(raw, vector => Assert.Equal(
            BeyondTheItem.GetValueOrDefault(vector.Id, []), Differences(vector, ChecksumPolicy.Strict)));
    }

    /// <summary>The vectors as a device sends them: with escapes.</summary>
    private static VectorCase[]? Load() => VectorFile.Load("jt808")
        ?.Select(vector => vector.Id == PublishedEscaped || vector.Frame[0] != 0x7E
            ? vector
            : vector with { Frame = Jt808Frames.Escape(vector.Frame[1..^1]) })
        .ToArray();

    private static List<string> Differences(VectorCase vector, ChecksumPolicy policy)
    {
        var replay = Setup(vector, policy);
        var before = replay.Frames.Count;
        var frames = replay.Feed(vector.Frame).Frames.Skip(before).ToArray();
        if (frames is not [var frame])
        {
            return [$"{frames.Length} frames"];
        }

        var differences = new List<string>();
        var expectedReply = Convert.ToHexString(vector.Response ?? []);
        if (expectedReply != Convert.ToHexString(frame.Reply))
        {
            differences.Add($"reply: {expectedReply} is {Convert.ToHexString(frame.Reply)}");
        }

        var named = replay.Frames.Select(each => each.Message.DeviceId).LastOrDefault(id => id is not null);
        if (vector.SessionDeviceId is { } id && id != named)
        {
            differences.Add($"device: {id} is {named}");
        }

        // Texts (command answers, versions, SIM numbers) are positions without a place to Traccar; here they are nothing to keep.
        var expected = vector.Expected
            .Where(position => !position.GetProperty("attributes").TryGetProperty("result", out _)
                && !(position.GetProperty("attributes").TryGetProperty("iccid", out _) && position.GetProperty("outdated").GetBoolean()))
            .ToArray();
        if (expected.Length != frame.Reports.Count)
        {
            differences.Add($"reports: {expected.Length} are {frame.Reports.Count}");
            return differences;
        }

        if (frame.Reports.Count > 0 && frame.Reply.Length > 0 && frame.Reports[0].Kind == ReportKind.Record && !frame.Message.ReplyAwaitsCommit)
        {
            differences.Add("the reply does not wait");
        }

        differences.AddRange(expected.Zip(frame.Reports, VectorDifferences.Of).SelectMany(each => each));
        return differences;
    }

    private static SessionReplay Setup(VectorCase vector, ChecksumPolicy policy)
    {
        var replay = Jt808Frames.Replay(policy);
        foreach (var frame in vector.SessionSetup)
        {
            replay.Feed(frame);
            Assert.Equal(MessageKind.Login, replay.Frames[^1].Message.Kind);
        }

        return replay;
    }

    private static byte[] Unescape(byte[] frame)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < frame.Length; i++)
        {
            bytes.Add(frame[i] == 0x7D ? (byte)(frame[++i] == 2 ? 0x7E : 0x7D) : frame[i]);
        }

        return [.. bytes];
    }

    private static string Snapshot(SessionReplay replay) =>
        string.Join('\n', replay.Frames.Select(frame => frame.Snapshot)) + replay.Pending;
}
