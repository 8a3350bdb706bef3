using DeviceSimulator.Fleet.Wire;

namespace Gateway.Simulator.Tests.Wire;

/// <summary>Frames that real devices sent, written again from their meaning, must come out byte for byte.</summary>
public sealed class AvlWriterTests
{
    [Fact]
    public void Codec8_with_one_two_and_eight_byte_elements() => AssertWrites(
        "0000000000000035080100000161f37c50500020de5ba60ef11450000000000000000006040100b300b400ef000109002000014e0000000000000000010000be52",
        TeltonikaCodec.Codec8,
        (new AvlHeader { TimestampMs = Unix("2018-03-05T00:07:46Z"), LongitudeE7 = 551443366, LatitudeE7 = 250680400 },
        [Byte(1, 0), Byte(0xB3, 0), Byte(0xB4, 0), Byte(239, 0), Word(9, 32), Long(78, 0)]));

    [Fact]
    public void Codec8_with_four_byte_elements_and_a_negative_altitude() => AssertWrites(
        "000000000000003508010000014f8e016420002141bbaf0f4e96a7fffa0000120000000602010047030242669c92000002c7000000009100000000000100002df3",
        TeltonikaCodec.Codec8,
        (new AvlHeader
        {
            TimestampMs = Unix("2015-09-02T12:21:40Z"),
            LongitudeE7 = 557956015,
            LatitudeE7 = 256808615,
            AltitudeMetres = -6,
            Satellites = 18,
        },
        [Byte(1, 0), Byte(0x47, 3), Word(66, 26268), Word(146, 0), Double(199, 0), Double(145, 0)]));

    [Fact]
    public void Codec8_with_voltage_and_movement() => AssertWrites(
        "000000000000002b080100000140d4e3ec6e000cc661d01674a5e0fffc00000900000004020100f0000242322318000000000100007a04",
        TeltonikaCodec.Codec8,
        (new AvlHeader
        {
            TimestampMs = Unix("2013-08-31T15:00:41.710Z"),
            LongitudeE7 = 214327760,
            LatitudeE7 = 376743392,
            AltitudeMetres = -4,
            Satellites = 9,
        },
        [Byte(1, 0), Byte(240, 0), Word(66, 12835), Word(24, 0)]));

    [Fact]
    public void Codec8_extended_with_two_records_south_of_the_equator()
    {
        AvlElement[] Elements(ushort id, ulong value) =>
        [
            Byte(240, 0), Byte(21, 0), Byte(200, 0), Byte(69, 2), Byte(113, 1), Byte(116, 0), Byte(263, 1), Byte(250, 0), Byte(id, value),
            Word(181, 0), Word(24, 0), Word(67, 3414), Word(68, 0), Word(25, 0), Double(241, 0),
        ];
        AvlHeader Header(string time, ushort id) => new()
        {
            TimestampMs = Unix(time),
            Priority = 1,
            LongitudeE7 = 188357883,
            LatitudeE7 = -339656016,
            EventId = id,
        };
        AssertWrites(
            "00000000000000b98e0200000179555c7bf8010b3a1cfbebc142b00000000000000000ec000f000900f00000150000c80000450200710100740001070100fa0000ec01000500b500000018000000430d560044000000190000000100f1000000000000000000000179555c83c8010b3a1cfbebc142b0000000000000000185000f000900f00000150000c80000450200710100740001070100fa00018511000500b500000018000000430d560044000000190000000100f100000000000000000200003251",
            TeltonikaCodec.Codec8Extended,
            (Header("2021-05-10T08:19:55Z", 236), Elements(236, 1)),
            (Header("2021-05-10T08:19:57Z", 389), Elements(389, 17)));
    }

    [Fact]
    public void Codec16_with_wide_ids_and_a_generation_type() => AssertWrites(
        "000000000000009f100100000164d855401800d5e3b744ec11c762023b011a060000000007200a010000010500010600010d00010e00010f00011600011700011800011f001301010000010700000108000001090000010a0000010b0000010c000001100000011100000112000001130000011400000115000001190000011a0000011b0000011c0000011d0000011e000003010200000000010300000000010400000000000100000d3b",
        TeltonikaCodec.Codec16,
        (new AvlHeader
        {
            TimestampMs = 0x164d8554018,
            LongitudeE7 = -706496700,
            LatitudeE7 = -334379166,
            AltitudeMetres = 571,
            CourseDegrees = 282,
            Satellites = 6,
            GenerationType = 7,
        },
        [
            .. Zeros(1, 256, 261, 262, 269, 270, 271, 278, 279, 280, 287),
            .. Zeros(2, 257, 263, 264, 265, 266, 267, 268, 272, 273, 274, 275, 276, 277, 281, 282, 283, 284, 285, 286),
            .. Zeros(4, 258, 259, 260),
        ]));

    private static void AssertWrites(
        string expected, TeltonikaCodec codec, params (AvlHeader Header, AvlElement[] Elements)[] records)
    {
        var bytes = new byte[1024];
        var writer = new AvlWriter(codec, bytes);
        writer.Begin((byte)records.Length);
        foreach (var (header, elements) in records)
        {
            writer.Record(header, elements);
        }

        Assert.Equal(expected, Convert.ToHexStringLower(bytes.AsSpan(0, writer.End())));
    }

    private static long Unix(string time) => DateTimeOffset.Parse(time).ToUnixTimeMilliseconds();

    private static IEnumerable<AvlElement> Zeros(byte size, params ushort[] ids) => ids.Select(id => new AvlElement(id, size, 0));

    private static AvlElement Byte(ushort id, ulong value) => new(id, 1, value);

    private static AvlElement Word(ushort id, ulong value) => new(id, 2, value);

    private static AvlElement Double(ushort id, ulong value) => new(id, 4, value);

    private static AvlElement Long(ushort id, ulong value) => new(id, 8, value);
}
