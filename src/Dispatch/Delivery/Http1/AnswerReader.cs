using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>
/// Reads one answer after the other from the bytes of a connection, however they are cut. Keeps no more of an answer than what a
/// sender is asked for. No I/O; not thread-safe.
/// </summary>
/// <param name="maxBody">Bytes of a body, framing included, that are taken.</param>
internal sealed class AnswerReader(int maxBody)
{
    /// <summary>Most bytes of an answer's head, interim answers before it included.</summary>
    public const int MaxHead = 32 << 10;

    // Most answers are shorter.
    private const int UsualLength = 1024;

    private byte[] _buffer = new byte[UsualLength];
    private int _length;
    private int _scanned;
    private int _interimBytes;
    private bool _inBody;
    private bool _isRest;
    private AnswerHead _head;
    private BodyFraming _body;
    private long _bodyBytes;
    private string? _reason;

    /// <summary>The answer's status; 0 before its head is complete.</summary>
    public int StatusCode => _inBody ? _head.StatusCode : 0;

    /// <summary>The reason of an answer that is not 2xx.</summary>
    public string Reason => _reason ?? "";

    /// <summary>The value of Retry-After in an answer 429 or 503, null for none.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; private set; }

    /// <summary>Whether the connection can carry another request; once the answer is complete.</summary>
    public bool KeepsAlive => _inBody && _head.KeepsAlive && !_isRest;

    /// <summary>Whether any byte of the answer has come.</summary>
    public bool HasBegun => _inBody || _interimBytes + _length > 0;

    /// <summary>Makes ready for the next answer.</summary>
    public void Reset()
    {
        if (_buffer.Length > UsualLength)
        {
            _buffer = new byte[UsualLength];
        }

        _length = _scanned = _interimBytes = 0;
        _inBody = _isRest = false;
        _bodyBytes = 0;
        _reason = null;
        RetryAfter = null;
    }

    /// <summary>Where the next bytes are to be put; never empty.</summary>
    public Memory<byte> GetMemory() => _inBody ? _buffer : _buffer.AsMemory(_length);

    /// <summary>So many bytes have come.</summary>
    /// <param name="count">1 or more.</param>
    /// <param name="lane">Where the headers and the beginning of the body are kept.</param>
    public AnswerProgress Advance(int count, AttemptBuffers lane)
    {
        if (_inBody)
        {
            return TakeBody(_buffer.AsSpan(0, count), lane);
        }

        _length += count;
        return TakeHead(lane);
    }

    /// <summary>The receiver has closed the connection.</summary>
    public AnswerProgress End() => !_inBody ? AnswerProgress.NoAnswer
        : _body.EndsWithConnection ? AnswerProgress.Complete
        : AnswerProgress.BodyBroken;

    private AnswerProgress TakeHead(AttemptBuffers lane)
    {
        while (true)
        {
            var bytes = _buffer.AsSpan(0, _length);
            var end = AnswerHeadParser.CanBegin(bytes) ? AnswerHeadParser.FindEnd(bytes, ref _scanned) : -1;
            if (end == 0 && _interimBytes + _length < MaxHead)
            {
                Reserve();
                return AnswerProgress.More;
            }

            if (end <= 0 || !AnswerHeadParser.TryParse(bytes[..end], out _head))
            {
                return AnswerProgress.NoAnswer;
            }

            if (!_head.IsInterim)
            {
                return BeginBody(bytes, end, lane);
            }

            // The answer itself is still to come.
            bytes[end..].CopyTo(bytes);
            _interimBytes += end;
            _length -= end;
            _scanned = 0;
        }
    }

    private AnswerProgress BeginBody(Span<byte> bytes, int headLength, AttemptBuffers lane)
    {
        var head = bytes[..headLength];
        AnswerHeaders.Copy(head[_head.Headers], lane.AnswerHeaders);
        if (_head.StatusCode is < 200 or > 299)
        {
            _reason = Encoding.Latin1.GetString(head[_head.Reason]);
            RetryAfter = _head.StatusCode is 429 or 503
                && RetryConditionHeaderValue.TryParse(Encoding.Latin1.GetString(head[_head.RetryAfter]), out var value) ? value : null;
        }

        _inBody = true;
        _body = new BodyFraming(_head);
        return _head.ContentLength > maxBody ? AnswerProgress.TooLong : TakeBody(bytes[headLength..], lane);
    }

    private AnswerProgress TakeBody(Span<byte> bytes, AttemptBuffers lane)
    {
        var taken = _body.Take(bytes, out var content);
        var kept = Math.Min(content, HttpSender.KeptAnswerBytes - lane.AnswerLength);
        if (kept > 0)
        {
            bytes[..kept].CopyTo(lane.Answer.AsSpan(lane.AnswerLength));
            lane.AnswerLength += kept;
        }

        _isRest = taken < bytes.Length;
        _bodyBytes += taken;
        return _body.IsBroken ? AnswerProgress.BodyBroken
            : _bodyBytes > maxBody ? AnswerProgress.TooLong
            : _body.IsComplete ? AnswerProgress.Complete
            : AnswerProgress.More;
    }

    private void Reserve()
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
