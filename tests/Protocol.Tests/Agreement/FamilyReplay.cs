using System.Text.Json;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Gt06;
using Gateway.Protocol.Tests.Jt808;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Agreement;

/// <summary>The real frames of any family through its session, as they stand on the wire.</summary>
internal static class FamilyReplay
{
    /// <summary>
    /// Entries whose frame is whole: those with a checksum that holds, and those of forms without one. Null on a plain
    /// clone.
    /// </summary>
    public static IReadOnlyList<VectorCase>? WholeFrames(string family)
    {
        string[] files = family == "queclink" ? ["queclink-text", "queclink-binary"] : [family];
        var vectors = files.Select(VectorFile.Load).ToArray();
        return vectors.Contains(null) ? null : [.. vectors.SelectMany(each => each!).Where(each => each.ChecksumOk != false)];
    }

    /// <summary>What an entry means to the peer.</summary>
    public static IReadOnlyList<JsonElement> Expected(string family, VectorCase vector) =>
        family == "gt06" ? Gt06Vectors.ExpectedOf(vector) : vector.Expected;

    /// <summary>What it means here: the reports of its frames, after those of its set-up.</summary>
    public static IReadOnlyList<DeviceReport> Reports(string family, VectorCase vector)
    {
        // Some logins were changed before publication, so that their checksums do not hold.
        var replay = family == "gt06"
            ? Gt06Vectors.Setup(vector, ChecksumPolicy.Lenient)
            : Setup(family, vector);
        var before = (replay.Frames.Count, replay.Session.ChecksumFaultsTaken);
        replay.Feed(OnTheWire(family, vector.Frame));
        Assert.True(before.ChecksumFaultsTaken == replay.Session.ChecksumFaultsTaken || vector.ChecksumOk is null, vector.Id);
        return [.. replay.Frames.Skip(before.Count).SelectMany(frame => frame.Reports)];
    }

    private static SessionReplay Setup(string family, VectorCase vector)
    {
        var protocol = DeviceProtocols.All.Single(known => known.Name == family);
        var replay = new SessionReplay(protocol, new ProtocolOptions { Checksum = ChecksumPolicy.Lenient });
        foreach (var frame in vector.SessionSetup)
        {
            replay.Feed(OnTheWire(family, frame));
        }

        return replay;
    }

    /// <summary>Texts were published without their ends, messages of JT/T 808 without their escapes.</summary>
    private static byte[] OnTheWire(string family, byte[] frame) => family switch
    {
        "meitrack" or "wialon" when frame[^1] != '\n' => [.. frame, .. "\r\n"u8],
        "suntech" when frame[0] is >= (byte)'A' and <= (byte)'Z' && frame[^1] != '\r' => [.. frame, (byte)'\r'],
        "queclink" when frame[^1] is not ((byte)'$' or (byte)'\n') => [.. frame, (byte)'$'],
        "jt808" when frame[0] == 0x7E => Jt808Frames.Escape(frame[1..^1]),
        _ => frame,
    };
}
