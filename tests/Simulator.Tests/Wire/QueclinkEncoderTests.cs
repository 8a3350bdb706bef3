using System.Text;
using DeviceSimulator.Fleet.Wire;

namespace Gateway.Simulator.Tests.Wire;

public sealed class QueclinkEncoderTests
{
    private const long Imei = 350_000_000_000_001;

    private static readonly DeviceRecord Full = new()
    {
        TimestampMs = 1_700_000_000_000,
        Sequence = 0x10A2B,
        LatitudeE7 = 335_800_001,
        LongitudeE7 = -1_119_000_006,
        AltitudeMetres = -7,
        CourseDegrees = 271,
        SpeedKmh = 118,
        HdopTenths = 19,
        ExternalMillivolts = 14_011,
        BatteryMillivolts = 4_002,
        OdometerMetres = 3_000_000_210,
        Ignition = true,
        Moving = true,
        HasTemperature = true,
        TemperatureTenths = -183,
    };

    // Field by field after the table of +RESP:GTERI; -18.3 degrees are -293 sixteenths, FEDB.
    [Fact]
    public void A_record_is_a_report_with_its_thermometer() => Assert.Equal(
        "+RESP:GTERI,060800,350000000000001,,00000002,14011,10,1,1,118.0,271,-7.0,-111.900001,33.580000,20231114221320,0310,0260,0001,"
        + "0001,00,3000000.2,,,,78,220100,2,1,2800000000000100,1,FEDB,20231114221320,0A2B$",
        Encode(Full));

    [Fact]
    public void Without_ignition_motion_and_thermometer_it_says_so() => Assert.Equal(
        "+RESP:GTERI,060800,350000000000001,,00000002,14011,10,1,1,0.0,271,-7.0,-111.900001,33.580000,20231114221320,0310,0260,0001,"
        + "0001,00,3000000.2,,,,78,110000,2,0,20231114221320,0A2B$",
        Encode(Full with { Ignition = false, Moving = false, SpeedKmh = 0, HasTemperature = false, HdopTenths = 6 }));

    [Fact]
    public void The_longest_record_fits_the_bound()
    {
        var longest = Encode(new DeviceRecord
        {
            TimestampMs = 253_402_300_799_000,
            LatitudeE7 = int.MinValue,
            LongitudeE7 = int.MinValue,
            OdometerMetres = uint.MaxValue,
            AltitudeMetres = short.MinValue,
            CourseDegrees = ushort.MaxValue,
            SpeedKmh = ushort.MaxValue,
            ExternalMillivolts = ushort.MaxValue,
            BatteryMillivolts = ushort.MaxValue,
            HdopTenths = byte.MaxValue,
            Sequence = uint.MaxValue,
            HasTemperature = true,
            TemperatureTenths = short.MinValue,
            Ignition = true,
        });
        Assert.InRange(longest.Length, 200, new QueclinkEncoder(sack: true).MaxFrameLength(1));
    }

    [Fact]
    public void A_connection_begins_with_a_heartbeat()
    {
        var encoder = new QueclinkEncoder(sack: false);
        var bytes = new byte[encoder.MaxLoginLength];
        Assert.Equal("+ACK:GTHBD,060800,350000000000001,,,0000$", Encoding.ASCII.GetString(bytes, 0, encoder.EncodeLogin(Imei, bytes)));
        Assert.Equal("+ACK:GTHBD,060800,350000000000001,,,0000$", Encoding.ASCII.GetString(bytes, 0, encoder.EncodeHeartbeat(Imei, ignition: false, bytes)));
    }

    [Theory]
    [InlineData("+SACK:GTHBD,060800,0000$", LoginAnswer.Accepted, 24)]
    [InlineData("+SACK:GTHBD,060800,0000$+SACK:0A2B$", LoginAnswer.Accepted, 24)]
    [InlineData("+SACK:GTHBD,060800,0000", LoginAnswer.Incomplete, 0)]
    [InlineData("+SA", LoginAnswer.Incomplete, 0)]
    [InlineData("HTTP/1.1", LoginAnswer.Malformed, 0)]
    public void The_heartbeats_answer_opens_the_connection(string answer, LoginAnswer expected, int length)
    {
        foreach (var sack in new[] { true, false })
        {
            var encoder = new QueclinkEncoder(sack);
            Assert.Equal(expected, encoder.ReadLogin(Encoding.ASCII.GetBytes(answer), out var consumed));
            Assert.Equal(length, consumed);
        }
    }

    [Theory]
    [InlineData("+SACK:0A2B$", true, 11, 1)]
    [InlineData("+SACK:0A2B$+SACK:", true, 11, 1)]
    [InlineData("+SACK:0A2", false, 0, 0)]
    [InlineData("+SACK:0A2BC$", true, 12, 0)]
    [InlineData("+NACK:0A2B$", true, 11, 0)]
    public void An_acknowledgement_is_for_one_record(string answer, bool isWhole, int length, long accepted)
    {
        var encoder = new QueclinkEncoder(sack: true);
        Assert.Equal(isWhole, encoder.TryReadAcknowledgement(Encoding.ASCII.GetBytes(answer), out var consumed, out var taken));
        Assert.Equal((length, accepted), (consumed, taken));
    }

    [Theory]
    [InlineData("+SACK:GTHBD,060800,0000$", 24, 24)]
    [InlineData("+SACK:GTHBD,060800,00", -1, -1)]
    [InlineData("+SACK:G", -1, -1)]
    [InlineData("+SACK:0A2B$", 0, 11)]
    [InlineData("+SACK:0A2B", 0, -1)]
    [InlineData("x", 0, 0)]
    public void Answers_to_heartbeats_are_passed_over(string answer, int withSack, int without)
    {
        Assert.Equal(withSack, new QueclinkEncoder(sack: true).SkipOtherAnswer(Encoding.ASCII.GetBytes(answer)));
        Assert.Equal(without, new QueclinkEncoder(sack: false).SkipOtherAnswer(Encoding.ASCII.GetBytes(answer)));
    }

    private static string Encode(DeviceRecord record)
    {
        var encoder = new QueclinkEncoder(sack: true);
        var bytes = new byte[encoder.MaxFrameLength(1)];
        return Encoding.ASCII.GetString(bytes, 0, encoder.EncodeFrame(Imei, [record], bytes));
    }
}
