namespace Gateway.Geo.Roads.GeoJson;

/// <summary>
/// Cuts a stream of JSON into features: the elements of the member <c>features</c> of an object, or objects that follow
/// each other (newline-delimited). Looks at brackets and strings only; holds one feature at a time.
/// </summary>
internal sealed class FeatureSplitter(Stream stream, int maxFeatureBytes)
{
    private readonly byte[] _input = new byte[1 << 16];
    private byte[] _feature = new byte[1 << 12];
    private int _inputAt;
    private int _inputCount;
    private int _featureCount;
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private bool _inFeatures;

    // The last string outside of all but the root object, to know "features" when an array opens.
    private int _nameStart;
    private int _nameEnd;
    private bool _isNamed;

    /// <summary>Bytes taken from the stream.</summary>
    public long Position { get; private set; }

    /// <summary>The feature found last; valid until the next.</summary>
    public ReadOnlyMemory<byte> Feature => _feature.AsMemory(0, _featureCount);

    public async ValueTask<FeatureSplit> NextAsync(CancellationToken cancellationToken)
    {
        _featureCount = 0;
        while (true)
        {
            while (_inputAt < _inputCount)
            {
                Position++;
                if (Take(_input[_inputAt++]) is { } split)
                {
                    return split;
                }
            }

            _inputCount = await stream.ReadAsync(_input, cancellationToken);
            _inputAt = 0;
            if (_inputCount == 0)
            {
                return _depth == 0 && !_inString ? FeatureSplit.End : FeatureSplit.Broken;
            }
        }
    }

    private FeatureSplit? Take(byte value)
    {
        var isStart = _depth == (_inFeatures ? 2 : 0) && !_inString;
        if (isStart)
        {
            return TakeBetween(value);
        }

        if (_featureCount == maxFeatureBytes)
        {
            return FeatureSplit.TooLarge;
        }

        if (_featureCount == _feature.Length)
        {
            Array.Resize(ref _feature, Math.Min(maxFeatureBytes, _featureCount * 2));
        }

        _feature[_featureCount++] = value;
        return _inString ? TakeInString(value) : TakeInValue(value);
    }

    // Between features: only blanks, commas and record separators (RFC 8142) stand there.
    private FeatureSplit? TakeBetween(byte value)
    {
        switch (value)
        {
            case (byte)'{':
                _depth++;
                _feature[0] = value;
                _featureCount = 1;
                return null;
            case (byte)']' when _inFeatures:
                // Back in the collection: the rest of it goes by.
                _depth--;
                _inFeatures = false;
                _featureCount = 0;
                return null;
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0x1E:
            case (byte)',' when _inFeatures:
                return null;
            case 0xEF or 0xBB or 0xBF when Position <= 3:
                return null;
            default:
                return FeatureSplit.Broken;
        }
    }

    private FeatureSplit? TakeInString(byte value)
    {
        if (_escaped)
        {
            _escaped = false;
        }
        else if (value == '\\')
        {
            _escaped = true;
        }
        else if (value == '"')
        {
            _inString = false;
            _nameEnd = _featureCount - 1;
        }

        return null;
    }

    private FeatureSplit? TakeInValue(byte value)
    {
        switch (value)
        {
            case (byte)'"':
                _inString = true;
                _nameStart = _featureCount;
                return null;
            case (byte)':':
                _isNamed = !_inFeatures && _depth == 1
                    && _feature.AsSpan(_nameStart, Math.Max(0, _nameEnd - _nameStart)).SequenceEqual("features"u8);
                return null;
            case (byte)'[' when _isNamed:
                _depth++;
                _inFeatures = true;
                _isNamed = false;
                _featureCount = 0;
                return null;
            case (byte)'{' or (byte)'[':
                _depth++;
                return null;
            case (byte)'}' or (byte)']':
                _depth--;
                return Close();
            default:
                return null;
        }
    }

    private FeatureSplit? Close()
    {
        if (_depth == (_inFeatures ? 2 : 0))
        {
            // What is left of a collection after its features is not a feature.
            return _feature[0] == '{' ? FeatureSplit.Feature : null;
        }

        return _depth < 0 ? FeatureSplit.Broken : null;
    }
}
