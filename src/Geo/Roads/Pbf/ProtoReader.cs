namespace Gateway.Geo.Roads.Pbf;

/// <summary>
/// Reads protocol buffers (developers.google.com/protocol-buffers/docs/encoding). What is broken sets
/// <see cref="Failed"/> and ends the reading; nothing is thrown.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private const int VarintWire = 0;
    private const int FixedLongWire = 1;
    private const int BytesWire = 2;
    private const int FixedIntWire = 5;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _wire;

    public bool Failed { get; private set; }

    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>Goes to the next field; false at the end, or where it is broken.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (_rest.IsEmpty || Failed)
        {
            return false;
        }

        var key = ReadVarint();
        field = (int)Math.Min(key >> 3, int.MaxValue);
        _wire = (int)(key & 7);
        return !Failed;
    }

    /// <summary>The field's number.</summary>
    public long Number() => _wire == VarintWire ? (long)ReadVarint() : Fail();

    /// <summary>The field's number, zigzag-coded.</summary>
    public long Signed() => ZigZag((ulong)Number());

    /// <summary>The field's bytes: a text, a message, packed numbers.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        if (_wire != BytesWire)
        {
            Fail();
            return [];
        }

        var length = ReadVarint();
        if (length > (ulong)_rest.Length)
        {
            Fail();
            return [];
        }

        var value = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return value;
    }

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        switch (_wire)
        {
            case VarintWire:
                ReadVarint();
                break;
            case BytesWire:
                Bytes();
                break;
            case FixedLongWire or FixedIntWire:
                var length = _wire == FixedLongWire ? 8 : 4;
                if (_rest.Length < length)
                {
                    Fail();
                    break;
                }

                _rest = _rest[length..];
                break;
            default:
                Fail();
                break;
        }
    }

    /// <summary>A packed number, in the reader over a field's bytes.</summary>
    public ulong Packed() => ReadVarint();

    /// <summary>A packed number, zigzag-coded.</summary>
    public long PackedSigned() => ZigZag(ReadVarint());

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var i = 0; i < 10 && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        return (ulong)Fail();
    }

    private long Fail()
    {
        Failed = true;
        _rest = [];
        return 0;
    }
}
