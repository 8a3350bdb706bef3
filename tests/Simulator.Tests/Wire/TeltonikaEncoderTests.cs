using DeviceSimulator.Fleet.Wire;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests.Wire;

public sealed class TeltonikaEncoderTests
{
    private static readonly DeviceRecord Full = new()
    {
        TimestampMs = 1_700_000_000_123,
        LatitudeE7 = 335_800_001,
        LongitudeE7 = -1_119_000_002,
        AltitudeMetres = -7,
        CourseDegrees = 271,
        SpeedKmh = 118,
        Satellites = 11,
        HdopTenths = 9,
        GsmBars = 4,
        ExternalMillivolts = 14_011,
        BatteryMillivolts = 4_002,
        OdometerMetres = 3_000_000_000,
        Ignition = true,
        IgnitionChanged = true,
        Moving = true,
        HasTemperature = true,
        TemperatureTenths = -183,
        HasDriverReader = true,
        DriverKey = 0x5700001A2B000401,
    };

    [Fact]
    public void Login_is_length_and_digits()
    {
        var encoder = new TeltonikaEncoder(TeltonikaCodec.Codec8);
        var bytes = new byte[encoder.MaxLoginLength];
        Assert.Equal(17, encoder.EncodeLogin(123_456_789_012_345, bytes));
        Assert.Equal("000f313233343536373839303132333435", Convert.ToHexStringLower(bytes));
    }

    [Theory]
    [InlineData(TeltonikaCodec.Codec8)]
    [InlineData(TeltonikaCodec.Codec8Extended)]
    [InlineData(TeltonikaCodec.Codec16)]
    public void Everything_measured_reaches_the_wire(TeltonikaCodec codec)
    {
        var plain = Full with { IgnitionChanged = false, HasTemperature = false, HasDriverReader = false, Ignition = false };
        var frame = AvlFrame.Parse(Encode(codec, [Full, plain]));

        Assert.Equal((int)codec, frame.Codec);
        Assert.Equal(2, frame.Records.Count);
        var record = frame.Records[0];
        Assert.Equal(Full.TimestampMs, record.Time);
        Assert.Equal(Full.LatitudeE7, record.Latitude);
        Assert.Equal(Full.LongitudeE7, record.Longitude);
        Assert.Equal(-7, record.Altitude);
        Assert.Equal(271, record.Course);
        Assert.Equal(11, record.Satellites);
        Assert.Equal(118, record.Speed);
        Assert.Equal(1, record.Priority);
        Assert.Equal(239, record.Event);
        Assert.Equal(codec == TeltonikaCodec.Codec16 ? 7 : null, record.Generation);
        Assert.Equal((1, 1ul), record.Elements[239]);
        Assert.Equal((1, 1ul), record.Elements[240]);
        Assert.Equal((1, 4ul), record.Elements[21]);
        Assert.Equal((2, 14_011ul), record.Elements[66]);
        Assert.Equal((2, 4_002ul), record.Elements[67]);
        Assert.Equal((2, 9ul), record.Elements[182]);
        Assert.Equal((4, 3_000_000_000ul), record.Elements[16]);
        Assert.Equal((4, (ulong)unchecked((uint)-183)), record.Elements[72]);
        Assert.Equal((8, 0x0104002B1A000057ul), record.Elements[78]);

        var second = frame.Records[1];
        Assert.Equal(0, second.Priority);
        Assert.Equal(0, second.Event);
        Assert.Equal((1, 0ul), second.Elements[239]);
        Assert.Equal(7, second.Elements.Count);
    }

    [Fact]
    public void A_full_frame_of_the_largest_records_fits_the_bound()
    {
        foreach (var codec in Enum.GetValues<TeltonikaCodec>())
        {
            var records = Enumerable.Repeat(Full, 255).ToArray();
            Assert.Equal(255, AvlFrame.Parse(Encode(codec, records)).Records.Count);
        }
    }

    [Theory]
    [InlineData(TeltonikaCodec.Codec8)]
    [InlineData(TeltonikaCodec.Codec8Extended)]
    [InlineData(TeltonikaCodec.Codec16)]
    public void Retimed_is_the_same_as_encoded_with_those_times(TeltonikaCodec codec)
    {
        var encoder = new TeltonikaEncoder(codec);
        DeviceRecord[] records = [Full, Full with { HasTemperature = false }, Full with { HasDriverReader = false }];
        var frame = Encode(codec, records);
        encoder.Retime(frame, encoder.FindTimestamps(records), 1_800_000_000_000, 250);

        var wanted = records.Select((record, i) => record with { TimestampMs = 1_800_000_000_000 + (i * 250) }).ToArray();
        Assert.Equal(Encode(codec, wanted), frame);
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        var encoder = new TeltonikaEncoder(TeltonikaCodec.Codec8Extended);
        var records = Enumerable.Repeat(Full, 20).ToArray();
        var bytes = new byte[encoder.MaxFrameLength(20)];
        Allocation.AssertNone(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                encoder.EncodeFrame(0, records, bytes);
            }
        });
    }

    [Fact]
    public void Answers_to_a_login()
    {
        var encoder = new TeltonikaEncoder(TeltonikaCodec.Codec8);
        Assert.Equal(LoginAnswer.Incomplete, encoder.ReadLogin([], out var consumed));
        Assert.Equal(0, consumed);
        Assert.Equal(LoginAnswer.Accepted, encoder.ReadLogin([1, 9], out consumed));
        Assert.Equal(1, consumed);
        Assert.Equal(LoginAnswer.Refused, encoder.ReadLogin([0], out _));
        Assert.Equal(LoginAnswer.Malformed, encoder.ReadLogin([2], out _));
    }

    [Fact]
    public void Acknowledgement_needs_all_four_bytes()
    {
        var encoder = new TeltonikaEncoder(TeltonikaCodec.Codec8);
        Assert.False(encoder.TryReadAcknowledgement([0, 0, 0], out var consumed, out _));
        Assert.Equal(0, consumed);
        Assert.True(encoder.TryReadAcknowledgement([0xFF, 0, 0, 2, 7], out consumed, out var accepted));
        Assert.Equal(4, consumed);
        Assert.Equal(0xFF000002, accepted);
    }

    private static byte[] Encode(TeltonikaCodec codec, DeviceRecord[] records)
    {
        var encoder = new TeltonikaEncoder(codec);
        var bytes = new byte[encoder.MaxFrameLength(records.Length)];
        return bytes[..encoder.EncodeFrame(0, records, bytes)];
    }
}
