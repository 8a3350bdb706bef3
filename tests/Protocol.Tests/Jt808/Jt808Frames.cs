using Gateway.Protocol.Jt808;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Jt808;

/// <summary>Frames put together by hand from the standard's tables, apart from the code under test.</summary>
internal static class Jt808Frames
{
    /// <summary>When the test's platform says it is.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The phone number of the standard's tables: six bytes of decimal digits.</summary>
    public static byte[] Id { get; } = Convert.FromHexString("013912345678");

    /// <summary>
    /// Ignition on and fix (status 3), 22.570000 north, 113.950000 east, 40 m, 60.5 km/h, 90 degrees, 2026-03-01
    /// 07:59:58 in Beijing, odometer 1234.5 km, 11 satellites.
    /// </summary>
    public static byte[] Place { get; } = Convert.FromHexString(
        "00000000" + "00000003" + "01586410" + "06CABD30" + "0028" + "025D" + "005A" + "260301075958"
        + "0104" + "00003039" + "31010B");

    public static SessionReplay Replay(ChecksumPolicy policy = ChecksumPolicy.Strict) => new(
        new Jt808Protocol(), new ProtocolOptions { Checksum = policy, Clock = new FixedClock() });

    /// <summary>A message of 2011 or 2013, escaped, with right length and check.</summary>
    public static byte[] Message(int type, byte[] body, int serial = 1, int attributes = 0, byte[]? id = null) => Wrap(
        [.. Word(type), .. Word(body.Length | attributes), .. id ?? Id, .. Word(serial), .. body]);

    /// <summary>A message of 2019: version bit, version, ten bytes of id.</summary>
    public static byte[] Message2019(int type, byte[] body, int serial = 1) => Wrap(
        [.. Word(type), .. Word(body.Length | 0x4000), 1, 0, 0, 0, 0, .. Id, .. Word(serial), .. body]);

    /// <summary>Check, escapes and delimiters around head and body.</summary>
    public static byte[] Wrap(byte[] message) =>
        Escape([.. message, message.Aggregate((byte)0, (check, value) => (byte)(check ^ value))]);

    /// <summary>Escapes and delimiters around a message with its check.</summary>
    public static byte[] Escape(byte[] message) =>
    [
        0x7E,
        .. message.SelectMany(value => value switch
        {
            0x7E => new byte[] { 0x7D, 2 },
            0x7D => [0x7D, 1],
            _ => [value],
        }),
        0x7E,
    ];

    /// <summary>A batch of places.</summary>
    public static byte[] Batch(params byte[][] places) => Message(
        0x0704, [.. Word(places.Length), 1, .. places.SelectMany(place => Word(place.Length).Concat(place))]);

    public static byte[] Word(int value) => [(byte)(value >> 8), (byte)value];

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
