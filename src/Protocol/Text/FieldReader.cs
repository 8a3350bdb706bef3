namespace Gateway.Protocol.Text;

/// <summary>Takes the fields of a text frame one after the other, without an allocation.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> text, byte separator)
{
    private ReadOnlySpan<byte> _rest = text;
    private bool _ended;

    /// <summary>Whether the last field has been taken.</summary>
    public readonly bool AtEnd => _ended;

    /// <summary>The next field; empty, and false, after the last one. A text without separators is one field.</summary>
    public bool TryRead(out ReadOnlySpan<byte> field)
    {
        if (_ended)
        {
            field = default;
            return false;
        }

        var end = _rest.IndexOf(separator);
        if (end < 0)
        {
            field = _rest;
            _rest = default;
            _ended = true;
        }
        else
        {
            field = _rest[..end];
            _rest = _rest[(end + 1)..];
        }

        return true;
    }

    /// <summary>The next field; empty where there is none.</summary>
    public ReadOnlySpan<byte> Read()
    {
        TryRead(out var field);
        return field;
    }

    /// <summary>Passes over fields.</summary>
    public void Skip(int fields)
    {
        for (var i = 0; i < fields; i++)
        {
            TryRead(out _);
        }
    }
}
