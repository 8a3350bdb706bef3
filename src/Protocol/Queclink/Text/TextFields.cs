namespace Gateway.Protocol.Queclink.Text;

/// <summary>
/// The comma-separated fields of a text frame, without its tail character. The first is the header, the last two are the
/// send time and the count number. A field that is not there is empty.
/// </summary>
internal readonly ref struct TextFields
{
    /// <summary>The most fields; the longest reports have about 300.</summary>
    public const int MaxCount = 512;

    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<ushort> _ends;

    private TextFields(ReadOnlySpan<byte> text, ReadOnlySpan<ushort> ends)
    {
        _text = text;
        _ends = ends;
    }

    public int Count => _ends.Length;

    /// <summary>The index of the send time: whatever a report says stands before it.</summary>
    public int End => Math.Max(0, Count - 2);

    public ReadOnlySpan<byte> SendTime => this[Count - 2];

    public ReadOnlySpan<byte> CountNumber => this[Count - 1];

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_ends.Length)
            {
                return default;
            }

            var from = index == 0 ? 0 : _ends[index - 1] + 1;
            return _text[from.._ends[index]];
        }
    }

    /// <param name="text">No longer than a frame.</param>
    /// <param name="ends">Room for the ends of <see cref="MaxCount"/> fields.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>False where there are more.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> text, Span<ushort> ends, out TextFields fields)
    {
        fields = default;
        var count = 0;
        var from = 0;
        while (true)
        {
            if (count == ends.Length)
            {
                return false;
            }

            var comma = text[from..].IndexOf((byte)',');
            ends[count++] = (ushort)(comma < 0 ? text.Length : from + comma);
            if (comma < 0)
            {
                break;
            }

            from += comma + 1;
        }

        fields = new TextFields(text, ends[..count]);
        return true;
    }
}
