using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Wialon;

/// <summary>Real lines against what Traccar makes of them; the published ones are without their line ends.</summary>
public class WialonVectorTests
{
    private const double KnotsPerKph = 0.539957;

    /// <summary>
    /// A login of version 2 whose identity was changed before publication, so that its checksum does not hold (CE45, where
    /// DBEB is right; the data line that goes with it has a right one).
    /// </summary>
    private const string ChangedLogin = "wialon-1";

    /// <summary>
    /// Traccar answers short data as data. The document's answer is #ASD#1, and devices wait for that.
    /// </summary>
    private static readonly string[] ShortData = ["wialon-14", "wialon-15"];

    public static TheoryData<string> Ids =>
        new(VectorFile.Load("wialon")?.Select(vector => vector.Id) ?? ["(no vectors)"]);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_line_means_what_it_means(string id)
    {
        var vector = Load().Single(vector => vector.Id == id);
        var replay = Setup(vector);
        if (id == ChangedLogin)
        {
            var refused = replay.Feed(Line(vector)).Frames[^1];
            Assert.Equal((FrameFault.Checksum, "#AL#10\r\n"), (refused.Message.Fault, refused.Text()));
            replay = WialonLines.New(ChecksumPolicy.Lenient);
        }

        var actual = replay.Feed(Line(vector)).Frames[^1];
        Assert.Equal((id == ChangedLogin ? 1 : 0, 0), (replay.Session.ChecksumFaultsTaken, replay.Pending));
        Assert.Equal(
            ShortData.Contains(id) ? "#ASD#1\r\n" : Encoding.ASCII.GetString(vector.Response!),
            actual.Text());
        if (vector.SessionSetup.Count == 0)
        {
            Assert.Equal(vector.SessionDeviceId, actual.Message.DeviceId);
        }

        Assert.Equal(vector.Expected.Count, actual.Reports.Count);
        for (var i = 0; i < actual.Reports.Count; i++)
        {
            AssertSame(vector.Expected[i], actual.Reports[i]);
        }
    }

    [Fact]
    public void Cut_anywhere_a_line_means_the_same()
    {
        foreach (var vector in Load())
        {
            var line = Line(vector);
            var whole = Snapshot(Setup(vector).Feed(line));
            for (var cut = 1; cut < line.Length; cut++)
            {
                Assert.Equal(whole, Snapshot(Setup(vector).Feed(line.AsSpan(0, cut)).Feed(line.AsSpan(cut))));
            }
        }
    }

    [Fact]
    public void Glued_together_in_small_pieces_all_lines_come_out()
    {
        var vectors = Load().Where(vector => vector.SessionDeviceId == "2002" && vector.SessionSetup.Count > 0).ToArray();
        var stream = vectors.SelectMany(Line).ToArray();
        foreach (var size in new[] { 1, 2, 7, 64, stream.Length })
        {
            var replay = WialonLines.LoggedIn();
            foreach (var piece in stream.Chunk(size))
            {
                replay.Feed(piece);
            }

            Assert.Equal(vectors.Select(Line), replay.Frames.Skip(1).Select(frame => frame.Frame));
            Assert.All(replay.Frames, frame => Assert.Equal(FrameFault.None, frame.Message.Fault));
        }
    }

    private static byte[] Line(VectorCase vector) => [.. vector.Frame, (byte)'\r', (byte)'\n'];

    private static string Snapshot(SessionReplay replay) =>
        string.Join('\n', replay.Frames.Select(frame => frame.Snapshot)) + replay.Pending;

    private static IReadOnlyList<VectorCase> Load()
    {
        var vectors = VectorFile.Load("wialon");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        return vectors;
    }

    private static SessionReplay Setup(VectorCase vector)
    {
        var replay = WialonLines.New();
        foreach (var frame in vector.SessionSetup)
        {
            var text = Encoding.ASCII.GetString(frame);
            replay.Feed(text.StartsWith("#L#2.0", StringComparison.Ordinal)
                ? WialonLines.Signed(text[..(text.LastIndexOf(';') + 1)])
                : WialonLines.Line(text));
            Assert.Equal(vector.SessionDeviceId, replay.Frames[^1].Message.DeviceId);
        }

        return replay;
    }

    private static void AssertSame(JsonElement expected, DeviceReport actual)
    {
        var time = DateTimeOffset.Parse(expected.GetProperty("fix_time").GetString()!, CultureInfo.InvariantCulture);
        Assert.Equal(time.ToUnixTimeMilliseconds(), actual.DeviceTimeMs);
        Assert.Equal(expected.GetProperty("valid").GetBoolean(), actual.HasFix);
        if (actual.HasFix)
        {
            // A field without a value is 0 in the vector, and null here.
            Assert.Equal(expected.GetProperty("lat").GetDouble(), actual.Latitude, 1e-5);
            Assert.Equal(expected.GetProperty("lon").GetDouble(), actual.Longitude, 1e-5);
            Assert.Equal(expected.GetProperty("altitude_m").GetDouble(), actual.AltitudeMeters ?? 0, 0.1);
            Assert.Equal(expected.GetProperty("speed_knots").GetDouble(), (actual.SpeedKph ?? 0) * KnotsPerKph, 0.1);
            Assert.Equal(expected.GetProperty("course").GetDouble(), actual.CourseDegrees ?? 0, 1.0);
        }

        foreach (var attribute in expected.GetProperty("attributes").EnumerateObject())
        {
            switch (attribute.Name)
            {
                case "sat":
                    Assert.Equal(attribute.Value.GetInt32(), actual.Satellites);
                    break;
                case "hdop":
                    Assert.Equal(attribute.Value.GetDouble(), actual.Hdop!.Value, 1e-9);
                    break;
                case "input":
                    Assert.Equal(attribute.Value.GetString(), $"{actual.DigitalInputs}");
                    break;
                default:
                    // Parameters by a device's own names have no field.
                    break;
            }
        }
    }
}
