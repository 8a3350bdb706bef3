using System.Buffers.Binary;

namespace Gateway.Protocol.Tests.Teltonika;

/// <summary>Builds a Codec 8 Extended record, apart from the code under test.</summary>
internal sealed class RecordBuilder
{
    private readonly List<(ushort Id, byte[] Value)> _elements = [];

    public long Time { get; init; } = 1_749_800_000_000;

    public byte Priority { get; init; }

    public double Latitude { get; init; } = 54.6990336;

    public double Longitude { get; init; } = 25.2618832;

    public short Altitude { get; init; } = 148;

    public ushort Angle { get; init; } = 185;

    public byte Satellites { get; init; } = 11;

    public ushort Speed { get; init; } = 87;

    public ushort EventId { get; init; }

    public RecordBuilder With(ushort id, byte value) => With(id, [value]);

    public RecordBuilder With(ushort id, short value) => With(id, Big(value, 2));

    public RecordBuilder With(ushort id, int value) => With(id, Big(value, 4));

    public RecordBuilder With(ushort id, long value) => With(id, Big(value, 8));

    public RecordBuilder With(ushort id, params byte[] value)
    {
        _elements.Add((id, value));
        return this;
    }

    public byte[] Build()
    {
        var record = new List<byte>();
        record.AddRange(Big(Time, 8));
        record.Add(Priority);
        record.AddRange(Big((long)Math.Round(Longitude * 1e7), 4));
        record.AddRange(Big((long)Math.Round(Latitude * 1e7), 4));
        record.AddRange(Big(Altitude, 2));
        record.AddRange(Big(Angle, 2));
        record.Add(Satellites);
        record.AddRange(Big(Speed, 2));
        record.AddRange(Big(EventId, 2));
        record.AddRange(Big(_elements.Count, 2));
        foreach (var width in new[] { 1, 2, 4, 8 })
        {
            var group = _elements.Where(element => element.Value.Length == width).ToArray();
            record.AddRange(Big(group.Length, 2));
            record.AddRange(group.SelectMany(element => Big(element.Id, 2).Concat(element.Value)));
        }

        var others = _elements.Where(element => element.Value.Length is not (1 or 2 or 4 or 8)).ToArray();
        record.AddRange(Big(others.Length, 2));
        record.AddRange(others.SelectMany(
            element => Big(element.Id, 2).Concat(Big(element.Value.Length, 2)).Concat(element.Value)));
        return [.. record];
    }

    private static byte[] Big(long value, int width)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[(8 - width)..];
    }
}
