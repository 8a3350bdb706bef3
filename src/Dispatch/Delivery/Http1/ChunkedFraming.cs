namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>
/// The chunked transfer coding (RFC 9112, 7.1), read piece by piece. Extensions and trailers are passed over, up to a limit.
/// </summary>
internal struct ChunkedFraming
{
    /// <summary>Most bytes between two chunks' contents.</summary>
    public const int MaxBetween = 16 << 10;

    // A chunk of 2^40 bytes is longer than any answer that is read.
    private const long MaxChunk = 1L << 40;

    private State _state;
    private long _left;
    private int _between;

    private enum State : byte
    {
        SizeStart = 0,
        Size,
        Extension,
        Content,
        ContentEnd,
        TrailerStart,
        Trailer,
        LastLine,
        Complete,
        Broken,
    }

    public readonly bool IsComplete => _state == State.Complete;

    public readonly bool IsBroken => _state == State.Broken;

    /// <summary>Takes the framing out: moves the chunks' contents to the front.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="content">Bytes of content, now at the front.</param>
    /// <returns>Bytes that belong to the body; all, unless it is complete or broken.</returns>
    public int Take(Span<byte> bytes, out int content)
    {
        content = 0;
        var at = 0;
        while (at < bytes.Length && _state < State.Complete)
        {
            if (_state == State.Content)
            {
                var count = (int)Math.Min(_left, bytes.Length - at);
                bytes.Slice(at, count).CopyTo(bytes[content..]);
                content += count;
                at += count;
                _left -= count;
                if (_left == 0)
                {
                    _state = State.ContentEnd;
                    _between = 0;
                }
            }
            else
            {
                _state = ++_between > MaxBetween ? State.Broken : Next(bytes[at++]);
            }
        }

        return at;
    }

    private State Next(byte value)
    {
        switch (_state)
        {
            case State.SizeStart or State.Size when HexValue(value) is >= 0 and var digit:
                _left = (_left << 4) + digit;
                return _left > MaxChunk ? State.Broken : State.Size;
            case State.Size when value is (byte)';' or (byte)' ' or (byte)'\t' or (byte)'\r':
                return State.Extension;
            case State.Size or State.Extension when value == (byte)'\n':
                return _left > 0 ? State.Content : State.TrailerStart;
            case State.Extension:
                return State.Extension;
            case State.ContentEnd when value == (byte)'\r':
                return State.ContentEnd;
            case State.ContentEnd when value == (byte)'\n':
                return State.SizeStart;
            case State.TrailerStart when value == (byte)'\r':
                return State.LastLine;
            case State.TrailerStart or State.LastLine when value == (byte)'\n':
                return State.Complete;
            case State.Trailer when value == (byte)'\n':
                return State.TrailerStart;
            case State.TrailerStart or State.Trailer:
                return State.Trailer;
            default:
                return State.Broken;
        }
    }

    private static int HexValue(byte value) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'a' and <= (byte)'f' => value - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => value - 'A' + 10,
        _ => -1,
    };
}
