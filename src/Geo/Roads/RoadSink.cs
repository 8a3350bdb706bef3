namespace Gateway.Geo.Roads;

/// <summary>Takes roads and faults from a reader, within the limits.</summary>
internal sealed class RoadSink(RoadIndexBuilder builder, RoadReadLimits limits)
{
    private readonly List<RoadFault> _faults = [];
    private int _withoutLimit;

    public int Skipped { get; set; }

    /// <summary>Whether reading on makes no sense.</summary>
    public bool IsFull { get; private set; }

    public bool HasFaults => _faults.Count > 0;

    public void Add(in RoadAttributes attributes, ReadOnlySpan<double> positions, string place)
    {
        if (builder.SegmentCount + (positions.Length / 2) > limits.MaxSegments)
        {
            Stop(place, $"There are more than {limits.MaxSegments} segments.");
            return;
        }

        if (builder.NameCount >= limits.MaxNames)
        {
            Stop(place, $"There are more than {limits.MaxNames} names.");
            return;
        }

        builder.Add(attributes, positions);
        if (attributes.ForwardMph is null && attributes.BackwardMph is null)
        {
            _withoutLimit++;
        }
    }

    public void Fault(string place, string message, bool isSyntax = false)
    {
        _faults.Add(new RoadFault(place, message, isSyntax));
        IsFull |= _faults.Count >= limits.MaxFaults;
    }

    /// <summary>A fault after which nothing can be read.</summary>
    public void Stop(string place, string message, bool isSyntax = false)
    {
        if (!IsFull)
        {
            Fault(place, message, isSyntax);
            IsFull = true;
        }
    }

    public RoadReadResult ToResult() => new(_faults, Skipped, _withoutLimit);
}
