using System.Text;
using Gateway.Protocol.Queclink;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Queclink;

/// <summary>Real frames against what Traccar makes of them. Where the vendor's document differs, it wins: see the list.</summary>
public class QueclinkVectorTests
{
    private const string IgnitionByReportType =
        "GL300 @Track Air Interface Protocol (TRACGL300AN001) 1.02, page 54: +RESP:GTIGL 0 is ignition on, 1 ignition off";

    private const string HexReport =
        "GV200 @Track Air Interface Protocol (TRACGV200AN003) 4.3, 4.6: External Power Supply Voltage in mV; an IMEI is two digits a byte";

    /// <summary>
    /// The field is the same in all of the vendor's documents; these two are of the models of three of the entries (78, 159, and
    /// 178, which is the GL300's own example on page 81).
    /// </summary>
    private const string NoFix =
        "GL300 @Track Air Interface Protocol (TRACGL300AN001) 1.02, page 54: an accuracy of 0 means no fix, page 81: last known; "
        + "GV200 (TRACGV200AN003), page 200: 0, last known";

    /// <summary>Entries that differ in what all families are measured by, and the document.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Documents = new Dictionary<string, string>
    {
        ["gl200text-81"] = IgnitionByReportType,
        ["gl200text-102"] = IgnitionByReportType,
        ["gl200text-94"] = "GV500 @Track Air Interface Protocol (TRACGV500AN001) 1.06: the VIN stands before the device name",
        ["gl200binary-2"] = HexReport,
        ["gl200binary-4"] = HexReport,
        ["gl200binary-5"] = HexReport,
        ["gl200text-33"] = NoFix,
        ["gl200text-42"] = NoFix,
        ["gl200text-78"] = NoFix,
        ["gl200text-95"] = NoFix,
        ["gl200text-98"] = NoFix,
        ["gl200text-100"] = NoFix,
        ["gl200text-114"] = NoFix,
        ["gl200text-132"] = NoFix,
        ["gl200text-133"] = NoFix,
        ["gl200text-136"] = NoFix,
        ["gl200text-159"] = NoFix,
        ["gl200text-178"] = NoFix,
    };

    /// <summary>What differs, and what the vendor's document says.</summary>
    private static readonly Dictionary<string, string> DocumentWins = new()
    {
        // GL300 @Track Air Interface Protocol 1.02, 3.3.1.1, report type of +RESP:GTIGL: 0 is ignition on, 1 ignition off.
        ["gl200text-81"] = "ignition",
        ["gl200text-102"] = "ignition",

        // GV500: the VIN stands before the device name, so Traccar reads each field one too early: 12986 V, 0.001 V.
        ["gl200text-94"] = "power battery ignition",

        // GV200 @Track Air Interface Protocol (TRACGV200AN003), HEX: an IMEI is two digits a byte, each as a number, not one
        // number of 64 bits; with the mask's bit for the device name the id is that. Supply in millivolts. Speed is two bytes
        // of km/h and one of tenths, so 22.1 km/h and not 563.3.
        ["gl200binary-2"] = "device speed power",
        ["gl200binary-4"] = "device power",
        ["gl200binary-5"] = "device power",
    };

    [Fact]
    public void Frames_mean_what_they_mean()
    {
        var vectors = QueclinkVectors.All;
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var unexplained = new List<string>();
        foreach (var vector in vectors)
        {
            var differences = VectorComparison.Differences(vector, Decode(vector));
            var explained = DocumentWins.GetValueOrDefault(vector.Id)?.Split(' ') ?? [];
            var others = differences.Except(explained).ToArray();
            if (others.Length > 0)
            {
                unexplained.Add($"{vector.Id}: {string.Join(", ", others)}");
            }
        }

        // All agree but for what the list explains; the list must not grow beyond what a document says.
        Assert.Equal("", string.Join('\n', unexplained));
        Assert.Equal(6, DocumentWins.Count);
        Assert.Equal(86, vectors.Count);
    }

    [Fact]
    public void The_document_wins_where_the_list_says_so()
    {
        var vectors = QueclinkVectors.All;
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        Assert.False(Decode(Find("gl200text-81")).Reports.Single().Ignition);
        Assert.True(Decode(Find("gl200text-102")).Reports.Single().Ignition);

        var obd = Decode(Find("gl200text-94")).Reports.Single();
        Assert.Equal((12.986, 4.16, false), (obd.ExternalVolts, obd.BatteryVolts, obd.Ignition));
        Assert.Equal("1G1JC5444R7252367", obd.Vin.ToString());

        var ignitionOn = Decode(Find("gl200binary-2"));
        Assert.Equal("865084030003675", ignitionOn.Message.DeviceId);
        Assert.True(ignitionOn.Reports.Single() is { HasFix: false, ExternalVolts: 14.328, BatteryPercent: 100, Ignition: true });
        Assert.Equal(528_800, ignitionOn.Reports.Single().OdometerMeters);

        var named = Decode(Find("gl200binary-4"));
        Assert.Equal("gb100-Do", named.Message.DeviceId);
        Assert.Equal((12.1, 1600.0, 36_017_297.0), (
            named.Reports.Single().ExternalVolts, named.Reports.Single().OdometerMeters, named.Reports.Single().EngineSeconds));

        VectorCase Find(string id) => vectors.Single(vector => vector.Id == id);
    }

    [Fact]
    public void Reports_are_acknowledged_where_the_operator_says_so()
    {
        var vectors = QueclinkVectors.All;
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        foreach (var vector in vectors)
        {
            var frame = Decode(vector, new ProtocolOptions { AcknowledgeAll = true });
            var expected = QueclinkVectors.Acknowledgements.GetValueOrDefault(vector.Id) ?? [];
            Assert.Equal(Encoding.ASCII.GetString(expected), Encoding.ASCII.GetString(frame.Reply));
            Assert.Equal(expected.Length > 0 && frame.Reports.Count > 0, frame.Message.ReplyAwaitsCommit);
            Assert.Empty(Decode(vector).Reply);
            Assert.False(Decode(vector).Message.ReplyAwaitsCommit);
        }
    }

    [Fact]
    public void Streams_split_as_published()
    {
        var framing = VectorFile.LoadFraming("queclink");
        Assert.SkipWhen(framing is null, VectorFile.Missing);
        foreach (var (_, input, frames) in framing)
        {
            // Traccar takes the tail character off; here a frame has it.
            var expected = frames.Select(frame => Encoding.ASCII.GetString(frame).TrimEnd('$'));
            for (var cut = 0; cut <= input.Length; cut++)
            {
                var replay = Replay().Feed(input.AsSpan(0, cut)).Feed(input.AsSpan(cut));
                Assert.Equal(expected, replay.Frames.Select(frame => Encoding.ASCII.GetString(frame.Frame).TrimEnd('$')));
                Assert.Equal(0, replay.Pending);
            }
        }
    }

    [Fact]
    public void Cut_anywhere_a_frame_means_the_same()
    {
        var vectors = QueclinkVectors.All;
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        foreach (var vector in vectors)
        {
            var whole = Replay().Feed(vector.Frame).Frames.Single().Snapshot;
            for (var cut = 1; cut < vector.Frame.Length; cut++)
            {
                var replay = Replay().Feed(vector.Frame.AsSpan(0, cut)).Feed(vector.Frame.AsSpan(cut));
                Assert.Equal(whole, replay.Frames.Single().Snapshot);
            }
        }
    }

    [Fact]
    public void Glued_together_in_small_pieces_all_frames_come_out()
    {
        var vectors = QueclinkVectors.All;
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var stream = vectors.SelectMany(vector => vector.Frame).ToArray();
        foreach (var size in new[] { 1, 7, 64, 1000, stream.Length })
        {
            var replay = Replay();
            foreach (var piece in stream.Chunk(size))
            {
                replay.Feed(piece);
            }

            Assert.Equal(vectors.Select(vector => vector.Frame), replay.Frames.Select(frame => frame.Frame));
            Assert.All(replay.Frames, frame => Assert.Equal(FrameFault.None, frame.Message.Fault));
        }
    }

    private static SessionReplay Replay(ProtocolOptions? options = null) => new(new QueclinkProtocol(), options);

    private static ReplayedFrame Decode(VectorCase vector, ProtocolOptions? options = null)
    {
        var replay = Replay(options).Feed(vector.Frame);
        Assert.Equal(0, replay.Pending);
        return replay.Frames.Single();
    }
}
