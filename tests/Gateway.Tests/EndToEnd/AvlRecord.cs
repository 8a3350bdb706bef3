using System.Buffers.Binary;

namespace Gateway.Tests.EndToEnd;

/// <summary>What a tracker says once, and its bytes as Codec 8 Extended; written after the vendor's document alone.</summary>
internal sealed record AvlRecord
{
    /// <summary>Unix seconds of the first record of a test: 2024-03-01T00:00:00Z.</summary>
    public const long Start = 1_709_251_200;

    /// <summary>Unix seconds.</summary>
    public long Time { get; init; } = Start;

    public long Milliseconds { get; init; }

    public double Latitude { get; init; } = 33.5;

    public double Longitude { get; init; } = -112.1;

    public ushort Heading { get; init; } = 90;

    public ushort SpeedKph { get; init; } = 50;

    /// <summary>0 makes it a record without a fix.</summary>
    public byte Satellites { get; init; } = 9;

    public bool? Ignition { get; init; }

    public uint? OdometerMeters { get; init; }

    /// <summary>Of Dallas sensor 1.</summary>
    public double? Celsius { get; init; }

    /// <summary>The key's number as it goes over the wire, least significant byte first; 0: no key.</summary>
    public ulong? IButton { get; init; }

    public byte[] ToBytes()
    {
        var elements = new List<(ushort Id, byte[] Value)>();
        if (Ignition is { } ignition)
        {
            elements.Add((239, [ignition ? (byte)1 : (byte)0]));
        }

        if (OdometerMeters is { } meters)
        {
            elements.Add((16, Big(meters, 4)));
        }

        if (Celsius is { } celsius)
        {
            elements.Add((72, Big((long)Math.Round(celsius * 10), 4)));
        }

        if (IButton is { } key)
        {
            elements.Add((78, Big((long)key, 8)));
        }

        return
        [
            .. Big((Time * 1000) + Milliseconds, 8),
            0,
            .. Big((long)Math.Round(Longitude * 1e7), 4),
            .. Big((long)Math.Round(Latitude * 1e7), 4),
            .. Big(331, 2),
            .. Big(Heading, 2),
            Satellites,
            .. Big(SpeedKph, 2),
            .. Big(0, 2),
            .. Big(elements.Count, 2),
            .. new[] { 1, 2, 4, 8 }.SelectMany(width => Group(elements, width)),
            .. Big(0, 2),
        ];
    }

    private static IEnumerable<byte> Group(List<(ushort Id, byte[] Value)> elements, int width)
    {
        var group = elements.Where(element => element.Value.Length == width).ToArray();
        return [.. Big(group.Length, 2), .. group.SelectMany(element => (byte[])[.. Big(element.Id, 2), .. element.Value])];
    }

    private static byte[] Big(long value, int width)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[(8 - width)..];
    }
}
