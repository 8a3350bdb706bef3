using DeviceSimulator.Fleet.Wire;

namespace Gateway.Simulator.Tests.Wire;

/// <summary>Against bytes of the vendor's document, and frames put together by hand from it.</summary>
public sealed class Gt06EncoderTests
{
    private const string Location =
        "787826220b081d112e10cc027ac7eb0c46584900148f01cc00287d001fb801030000bc614e12344e640d0a";

    private static readonly DeviceRecord Driving = new()
    {
        TimestampMs = 1_314_639_976_789,
        Sequence = 0x51234,
        LatitudeE7 = 231_116_683,
        LongitudeE7 = 1_144_092_850,
        CourseDegrees = 143,
        Satellites = 12,
        OdometerMetres = 12_345_678,
        Ignition = true,
        IgnitionChanged = true,
    };

    private readonly Gt06Encoder _encoder = new();

    [Fact]
    public void Login_is_the_documents()
    {
        var bytes = new byte[_encoder.MaxLoginLength];
        Assert.Equal(18, _encoder.EncodeLogin(123_456_789_012_345, bytes));
        Assert.Equal("78780d01012345678901234500018cdd0d0a", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void Location_has_time_place_speed_course_ignition_and_odometer() => Assert.Equal(Location, Encode(Driving));

    [Fact]
    public void A_sensor_adds_its_temperature() => Assert.Equal(
        "78782f221709130f3a32cc02c55f2a089f9afc001c2101cc00287d00001fb8000000000025d40000000087261770000509440d0a",
        Encode(new DeviceRecord
        {
            TimestampMs = 1_695_139_130_000,
            Sequence = 5,
            LatitudeE7 = 258_274_367,
            LongitudeE7 = -803_764_600,
            CourseDegrees = 33,
            Satellites = 12,
            OdometerMetres = 9684,
            HasTemperature = true,
            TemperatureTenths = -183,
        }));

    [Fact]
    public void South_and_west_are_flags_and_what_does_not_fit_is_cut()
    {
        var frame = Convert.FromHexString(Encode(Driving with
        {
            LatitudeE7 = -1,
            LongitudeE7 = -1_800_000_000,
            Satellites = 40,
            SpeedKmh = 300,
            CourseDegrees = 359,
        }));
        Assert.Equal("cf00000000134fd900ff1967", Convert.ToHexStringLower(frame.AsSpan(10, 12)));

        var unfixed = Convert.FromHexString(Encode(Driving with { Satellites = 0 }));
        Assert.Equal(0, unfixed[20] & 0x10);
    }

    [Fact]
    public void A_heartbeat_tells_the_ignition()
    {
        var bytes = new byte[_encoder.MaxHeartbeatLength];
        Assert.Equal(15, _encoder.EncodeHeartbeat(0, ignition: true, bytes));
        Assert.Equal("78780a13460604000200009be60d0a", Convert.ToHexStringLower(bytes));
        Assert.Equal(15, _encoder.EncodeHeartbeat(0, ignition: false, bytes));
        Assert.Equal("78780a1344060400020000ac5d0d0a", Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void A_new_time_mends_the_checksum()
    {
        var frame = Convert.FromHexString(Location);
        var at = _encoder.FindTimestamps([Driving]);
        _encoder.Retime(frame, at, DateTimeOffset.Parse("2024-02-29T23:59:58Z").ToUnixTimeMilliseconds(), 1000);
        Assert.Equal(
            "7878262218021d173b3acc027ac7eb0c46584900148f01cc00287d001fb801030000bc614e123406820d0a",
            Convert.ToHexStringLower(frame));
    }

    [Theory]
    [InlineData("787805010001d9dc0d0a", LoginAnswer.Accepted, 10)]
    [InlineData("787805010001d9dc0d0a7878", LoginAnswer.Accepted, 10)]
    [InlineData("787805010001d9dc0d", LoginAnswer.Incomplete, 0)]
    [InlineData("", LoginAnswer.Incomplete, 0)]
    [InlineData("787805010001d9dd0d0a", LoginAnswer.Malformed, 0)]
    [InlineData("787805220007", LoginAnswer.Malformed, 0)]
    [InlineData("01", LoginAnswer.Malformed, 0)]
    public void A_login_is_answered_by_its_own_type(string received, LoginAnswer answer, int used)
    {
        Assert.Equal(answer, _encoder.ReadLogin(Convert.FromHexString(received), out var consumed));
        Assert.Equal(used, consumed);
    }

    [Theory]
    [InlineData("78780522000750b50d0a", true, 10, 1)]
    [InlineData("78780522000750", false, 0, 0)]
    [InlineData("78780522000750b60d0a", true, 0, 0)]
    [InlineData("787805010001d9dc0d0a", true, 0, 0)]
    public void A_location_frees_one_record(string received, bool complete, int used, long records)
    {
        Assert.Equal(complete, _encoder.TryReadAcknowledgement(Convert.FromHexString(received), out var consumed, out var accepted));
        Assert.Equal((used, records), (consumed, accepted));
    }

    [Theory]
    [InlineData("787805130000f8780d0a", 10)]
    [InlineData("78780513", -1)]
    [InlineData("78780522000750b50d0a", 0)]
    [InlineData("787805130000f8790d0a", 0)]
    public void The_answer_to_a_heartbeat_frees_nothing(string received, int skipped) =>
        Assert.Equal(skipped, _encoder.SkipOtherAnswer(Convert.FromHexString(received)));

    [Fact]
    public void The_checksum_has_the_published_check_value() => Assert.Equal(0x906E, Crc16X25.Compute("123456789"u8));

    private string Encode(DeviceRecord record)
    {
        var bytes = new byte[_encoder.MaxFrameLength(1)];
        return Convert.ToHexStringLower(bytes.AsSpan(0, _encoder.EncodeFrame(0, [record], bytes)));
    }
}
