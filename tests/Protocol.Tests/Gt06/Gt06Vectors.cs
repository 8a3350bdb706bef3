using System.Text.Json;
using Gateway.Protocol.Gt06;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Gt06;

/// <summary>Real frames, and sessions to read them in.</summary>
internal static class Gt06Vectors
{
    /// <summary>Published with bytes missing at the end: their length fields promise more than there is.</summary>
    public static readonly string[] Incomplete = ["gt06-71", "gt06-160"];

    private static readonly Dictionary<string, JsonElement[]> Replays = LoadReplays();

    /// <summary>What the frames of the connection mean together: a login's time zone counts.</summary>
    public static IReadOnlyList<JsonElement> ExpectedOf(VectorCase vector) =>
        Replays.TryGetValue(vector.Id, out var expected) ? expected : vector.Expected;

    /// <summary>
    /// A connection after the vector's login. Two logins were changed before publication, so that their checksums do not
    /// hold; they are built anew with the same identity and time zone.
    /// </summary>
    public static SessionReplay Setup(VectorCase vector, ChecksumPolicy policy)
    {
        var protocol = new Gt06Protocol();
        var options = new ProtocolOptions
        {
            Checksum = policy,
            Model = protocol.Models.Contains(vector.Model) ? vector.Model : null,
        };
        var replay = new SessionReplay(protocol, options);
        foreach (var frame in vector.SessionSetup)
        {
            ushort? zone = frame.Length == 22 ? (ushort)((frame[14] << 8) | frame[15]) : null;
            var isWhole = frame.Length is 18 or 22 && frame.AsSpan().SequenceEqual(
                Gt06Frames.Build(false, frame[3], frame.AsSpan(4..^6), (ushort)((frame[^6] << 8) | frame[^5])));
            replay.Feed(isWhole ? frame : Gt06Frames.LoginOf(vector.SessionDeviceId!, zone));
            Assert.Equal(MessageKind.Login, replay.Frames[^1].Message.Kind);
            Assert.Equal(vector.SessionDeviceId, replay.Frames[^1].Message.DeviceId);
        }

        return replay;
    }

    /// <summary>Reads the vector's frame, as it arrives or, where it never becomes whole, as it is.</summary>
    public static ReplayedFrame Read(SessionReplay replay, VectorCase vector)
    {
        if (!Incomplete.Contains(vector.Id))
        {
            return replay.Feed(vector.Frame).Frames[^1];
        }

        Assert.Equal(vector.Frame.Length, replay.Feed(vector.Frame).Pending);
        return replay.Read(vector.Frame);
    }

    private static Dictionary<string, JsonElement[]> LoadReplays()
    {
        if (ProjectRoot.Vectors is not { } folder)
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "gt06.json")));
        return document.RootElement.Clone().EnumerateArray()
            .Where(entry => entry.TryGetProperty("expected_replay", out _))
            .ToDictionary(
                entry => entry.GetProperty("id").GetString()!,
                entry => entry.GetProperty("expected_replay").EnumerateArray().ToArray());
    }
}
