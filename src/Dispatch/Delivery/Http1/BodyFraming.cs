namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>Finds the end of an answer's body, piece by piece.</summary>
internal struct BodyFraming(in AnswerHead head)
{
    private readonly BodyKind _kind = head.Body;
    private long _left = head.ContentLength;
    private ChunkedFraming _chunks;

    /// <summary>Whether the body has ended.</summary>
    public readonly bool IsComplete => _kind == BodyKind.Chunked ? _chunks.IsComplete : _kind == BodyKind.Length && _left == 0;

    /// <summary>Whether it can't be read on.</summary>
    public readonly bool IsBroken => _chunks.IsBroken;

    /// <summary>Whether the end of the connection is the end of the body.</summary>
    public readonly bool EndsWithConnection => _kind == BodyKind.UntilClose;

    /// <summary>Takes what belongs to the body; its content moves to the front.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="content">Bytes of content at the front.</param>
    /// <returns>Bytes that belong to the body.</returns>
    public int Take(Span<byte> bytes, out int content)
    {
        if (_kind == BodyKind.Chunked)
        {
            return _chunks.Take(bytes, out content);
        }

        content = bytes.Length;
        if (_kind == BodyKind.Length)
        {
            content = (int)Math.Min(_left, bytes.Length);
            _left -= content;
        }

        return content;
    }
}
