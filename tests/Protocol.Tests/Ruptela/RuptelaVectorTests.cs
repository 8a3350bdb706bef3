using System.Globalization;
using System.Text.Json;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Ruptela;

/// <summary>Real frames against what Traccar makes of them.</summary>
public class RuptelaVectorTests
{
    private const double KnotsPerKph = 0.539957;

    /// <summary>
    /// Its length field (11 bytes) contradicts its content (48), so that no stream can hold it; the checksum is wrong too. What
    /// it means is in <see cref="RuptelaSessionTests"/>, with the right length.
    /// </summary>
    private const string WrongLength = "ruptela-9";

    [Fact]
    public void Frames_mean_what_they_mean()
    {
        var vectors = VectorFile.Load("ruptela");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var agree = 0;
        foreach (var vector in vectors.Where(vector => vector.Id != WrongLength))
        {
            Assert.True(vector.ChecksumOk);
            var frame = RuptelaFrames.Replay().Feed(vector.Frame).Frames.Single();
            Assert.Equal(vector.SessionDeviceId, frame.Message.DeviceId);
            Assert.Equal(Convert.ToHexString(vector.Response!), Convert.ToHexString(frame.Reply));
            Assert.Equal(vector.Expected.Count > 0, frame.Message.ReplyAwaitsCommit);
            Assert.Equal(vector.Expected.Count, frame.Reports.Count);
            for (var i = 0; i < vector.Expected.Count; i++)
            {
                AssertPosition(vector.Expected[i], frame.Reports[i]);
            }

            agree++;
        }

        Assert.Equal((vectors.Count - 1, 5), (agree, agree));
    }

    [Fact]
    public void A_length_that_its_content_contradicts_is_refused()
    {
        var vectors = VectorFile.Load("ruptela");
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        var frame = vectors.Single(vector => vector.Id == WrongLength).Frame;
        Assert.Equal(FrameFault.Checksum, RuptelaFrames.Replay().Feed(frame).Frames[0].Message.Fault);
        Assert.Equal(FrameFault.Length, RuptelaFrames.Replay(ChecksumPolicy.Lenient).Read(frame).Message.Fault);
    }

    [Fact]
    public void Cut_anywhere_and_glued_together_frames_mean_the_same()
    {
        var vectors = VectorFile.Load("ruptela")?.Where(vector => vector.Id != WrongLength).ToArray();
        Assert.SkipWhen(vectors is null, VectorFile.Missing);
        foreach (var vector in vectors)
        {
            var whole = RuptelaFrames.Replay().Feed(vector.Frame).Frames.Single().Snapshot;
            for (var cut = 1; cut < vector.Frame.Length; cut++)
            {
                var replay = RuptelaFrames.Replay().Feed(vector.Frame.AsSpan(0, cut)).Feed(vector.Frame.AsSpan(cut));
                Assert.Equal(whole, replay.Frames.Single().Snapshot);
            }
        }

        var stream = vectors.SelectMany(vector => vector.Frame).ToArray();
        foreach (var size in new[] { 1, 7, 64, 1000, stream.Length })
        {
            var replay = RuptelaFrames.Replay();
            foreach (var piece in stream.Chunk(size))
            {
                replay.Feed(piece);
            }

            Assert.Equal(vectors.Select(vector => vector.Frame), replay.Frames.Select(frame => frame.Frame));
            Assert.All(replay.Frames, frame => Assert.Equal(FrameFault.None, frame.Message.Fault));
        }
    }

    private static void AssertPosition(JsonElement expected, DeviceReport actual)
    {
        var time = DateTimeOffset.Parse(expected.GetProperty("fix_time").GetString()!, CultureInfo.InvariantCulture);
        Assert.Equal(time.ToUnixTimeMilliseconds(), actual.DeviceTimeMs);
        Assert.Equal(expected.GetProperty("valid").GetBoolean(), actual.HasFix);
        Assert.Equal(expected.GetProperty("lat").GetDouble(), actual.Latitude, 1e-5);
        Assert.Equal(expected.GetProperty("lon").GetDouble(), actual.Longitude, 1e-5);
        Assert.Equal(expected.GetProperty("altitude_m").GetDouble(), actual.AltitudeMeters!.Value, 0.05);
        Assert.Equal(expected.GetProperty("speed_knots").GetDouble(), actual.SpeedKph!.Value * KnotsPerKph, 0.1);
        Assert.Equal(expected.GetProperty("course").GetDouble(), actual.CourseDegrees!.Value, 1.0);
        foreach (var attribute in expected.GetProperty("attributes").EnumerateObject())
        {
            AssertAttribute(attribute.Name, attribute.Value, actual);
        }
    }

    private static void AssertAttribute(string name, JsonElement value, DeviceReport actual)
    {
        switch (name)
        {
            case "ignition":
                Assert.Equal(value.GetBoolean(), actual.Ignition);
                break;
            case "motion":
                Assert.Equal(value.GetBoolean(), actual.Moving);
                break;
            case "odometer":
                Assert.Equal(value.GetDouble(), actual.OdometerMeters);
                break;
            case "power":
                Assert.Equal(value.GetDouble(), actual.ExternalVolts!.Value, 1e-9);
                break;
            case "battery":
                Assert.Equal(value.GetDouble(), actual.BatteryVolts!.Value, 1e-9);
                break;
            case "sat":
                Assert.Equal(value.GetInt32(), actual.Satellites);
                break;
            case "hdop":
                Assert.Equal(value.GetDouble(), actual.Hdop!.Value, 1e-9);
                break;
            case "event":
                Assert.Equal(value.GetInt32(), actual.EventCode);
                break;
            case "io27":
                Assert.Equal(value.GetInt32(), actual.GsmSignal);
                break;
            case "in1" or "in2" or "in3" or "in4":
                Assert.Equal(value.GetInt32() == 1, (actual.DigitalInputs >> (name[2] - '1') & 1) == 1);
                break;
            case "adc1" or "adc2":
                Assert.Contains(
                    new SensorReading((byte)(name[3] - '0'), SensorKind.AnalogVolts, value.GetInt32() / 1000.0), actual.Readings.ToArray());
                break;
            case var _ when name.StartsWith("io", StringComparison.Ordinal):
                Assert.Contains(
                    new IoValue(ushort.Parse(name.AsSpan(2), CultureInfo.InvariantCulture), value.GetInt64()), actual.IoValues.ToArray());
                break;
            default:
                // Fuel, engine speed and the like, scaled by the peer; here they are raw.
                Assert.Contains(name, (string[])["deviceTemp", "operator", "charge", "fuelLevel", "fuelUsed", "rpm"]);
                break;
        }
    }
}
