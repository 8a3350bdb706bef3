namespace Gateway.Geo.Roads.Pbf;

/// <summary>One block of primitives: the scale of its places, its texts, its groups.</summary>
internal sealed class PbfBlock
{
    private readonly List<Range> _texts = [];
    private readonly List<Range> _groups = [];

    public long Granularity { get; private set; }

    public long LatitudeOffset { get; private set; }

    public long LongitudeOffset { get; private set; }

    public int TextCount => _texts.Count;

    public IReadOnlyList<Range> Groups => _groups;

    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> data, int number) => data[_texts[number]];

    /// <summary>Reads what stands before the groups and where they are; false where the block is broken.</summary>
    public bool Read(ReadOnlySpan<byte> data)
    {
        _texts.Clear();
        _groups.Clear();
        (Granularity, LatitudeOffset, LongitudeOffset) = (100, 0, 0);
        var reader = new ProtoReader(data);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    if (!ReadTexts(data, reader.Bytes()))
                    {
                        return false;
                    }

                    break;
                case 2:
                    _groups.Add(RangeOf(data, reader.Bytes()));
                    break;
                case 17:
                    Granularity = reader.Number();
                    break;
                case 19:
                    LatitudeOffset = reader.Number();
                    break;
                case 20:
                    LongitudeOffset = reader.Number();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return !reader.Failed && Granularity is > 0 and <= 1_000_000_000;
    }

    private bool ReadTexts(ReadOnlySpan<byte> data, ReadOnlySpan<byte> table)
    {
        var reader = new ProtoReader(table);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                _texts.Add(RangeOf(data, reader.Bytes()));
            }
            else
            {
                reader.Skip();
            }
        }

        return !reader.Failed;
    }

    private static Range RangeOf(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty || !whole.Overlaps(part, out var start))
        {
            return default;
        }

        return new Range(start, start + part.Length);
    }
}
