using DeviceSimulator.Fleet.Wire;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests.Wire;

/// <summary>Bytes put together by hand from the tables of JT/T 808-2019 (table 4 head, 23 location, 28 items).</summary>
public sealed class Jt808EncoderTests
{
    private const long Imei = 350_000_000_000_017;

    private static readonly Jt808Encoder Encoder = new();

    private static readonly DeviceRecord Record = new()
    {
        TimestampMs = 1_772_323_198_000,
        Sequence = 3,
        LatitudeE7 = -338_599_740,
        LongitudeE7 = 1_512_093_470,
        OdometerMetres = 1_234_567,
        DriverKey = 0x0123456789ABCDEF,
        AltitudeMetres = 40,
        CourseDegrees = 90,
        SpeedKmh = 60,
        ExternalMillivolts = 13_799,
        BatteryMillivolts = 4_033,
        TemperatureTenths = -233,
        Satellites = 11,
        GsmBars = 4,
        Ignition = true,
        HasTemperature = true,
        HasDriverReader = true,
    };

    [Fact]
    public void A_login_is_an_authentication()
    {
        var bytes = new byte[Encoder.MaxLoginLength];
        Assert.Equal(
            "7E0102403301000003500000000000170000"
            + "0F333530303030303030303030303137" + "333530303030303030303030303137" + new string('0', 40) + "3A7E",
            Convert.ToHexString(bytes, 0, Encoder.EncodeLogin(Imei, bytes)));
    }

    [Fact]
    public void A_heartbeat_has_no_body()
    {
        var bytes = new byte[Encoder.MaxHeartbeatLength];
        Assert.Equal(
            "7E0002400001000003500000000000170000077E",
            Convert.ToHexString(bytes, 0, Encoder.EncodeHeartbeat(Imei, ignition: false, bytes)));
    }

    [Fact]
    public void A_record_is_a_location_with_items()
    {
        Assert.Equal(
            "7E0200404601000003500000000000170301"
            + "00000000" + "00000007" + "0204A986" + "09034583" + "0028" + "0258" + "005A" + "260301075958"
            + "010400003039" + "300104" + "31010B" + "D3020089" + "69020193" + "510280E9"
            + "BD1030313233343536373839414243444546" + "997E",
            Encode(Record));
    }

    [Fact]
    public void Delimiters_within_a_message_are_escaped()
    {
        var frame = Encode(Record with { Sequence = 0x7E, SpeedKmh = 0, CourseDegrees = 0x7D });
        Assert.Contains("177D0201", frame, StringComparison.Ordinal);
        Assert.Contains("007D01", frame, StringComparison.Ordinal);
        Assert.Equal(2, Convert.FromHexString(frame).Count(value => value == 0x7E));
    }

    [Fact]
    public void Several_records_are_a_batch_up_to_what_a_body_holds()
    {
        Assert.Equal(14, Encoder.MaxRecordsPerFrame);
        var records = Enumerable.Repeat(Record, 14).ToArray();
        var bytes = new byte[Encoder.MaxFrameLength(14)];
        var frame = Convert.ToHexString(bytes, 0, Encoder.EncodeFrame(Imei, records, bytes));
        Assert.StartsWith("7E0704" + "43F3" + "01" + "00000350000000000017" + "030E" + "000E" + "00" + "0046" + "00000000", frame, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7E80014005010000035000000000001700000000010200827E", LoginAnswer.Accepted)]
    [InlineData("7E80014005010000035000000000001700000000010201837E", LoginAnswer.Refused)]
    [InlineData("7E80014005010000035000000000001700000000010200837E", LoginAnswer.Malformed)]
    [InlineData("7E80014005010000035000000000001700000000000200837E", LoginAnswer.Malformed)]
    [InlineData("7E800140050100000350000000000017000000000102", LoginAnswer.Incomplete)]
    [InlineData("01", LoginAnswer.Malformed)]
    public void Logins_are_answered(string hex, object answer)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Equal(answer, Encoder.ReadLogin(bytes, out var consumed));
        Assert.Equal(answer is LoginAnswer.Incomplete ? 0 : bytes.Length, consumed);
    }

    [Theory]
    [InlineData("7E80014005010000035000000000001700000301020000817E", 1)]
    [InlineData("7E80014005010000035000000000001700000301020002837E", 0)]
    [InlineData("7E80014005010000035000000000001700000301020000807E", 0)]
    public void Acknowledgements_repeat_the_number_of_records(string hex, long records)
    {
        var bytes = Convert.FromHexString(hex);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            Assert.False(Encoder.TryReadAcknowledgement(bytes.AsSpan(0, cut), out var nothing, out _));
            Assert.Equal(0, nothing);
        }

        Assert.True(Encoder.TryReadAcknowledgement([.. bytes, 0x7E], out var consumed, out var accepted));
        Assert.Equal((bytes.Length, records), (consumed, accepted));
        Assert.Equal(0, Encoder.SkipOtherAnswer(bytes));
    }

    [Fact]
    public void A_heartbeats_answer_has_nothing_to_do_with_records()
    {
        var bytes = Convert.FromHexString("7E80014005010000035000000000001700000000000200837E");
        Assert.Equal(bytes.Length, Encoder.SkipOtherAnswer([.. bytes, 0x7E]));
        Assert.Equal(-1, Encoder.SkipOtherAnswer(bytes.AsSpan(0, 9)));
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        DeviceRecord[] records = [Record, Record];
        var bytes = new byte[Encoder.MaxFrameLength(2)];
        Allocation.AssertNone(() =>
        {
            Encoder.EncodeFrame(Imei, records, bytes);
            Encoder.EncodeHeartbeat(Imei, ignition: false, bytes);
        });
    }

    private static string Encode(DeviceRecord record)
    {
        var bytes = new byte[Encoder.MaxFrameLength(1)];
        return Convert.ToHexString(bytes, 0, Encoder.EncodeFrame(Imei, [record], bytes));
    }
}
