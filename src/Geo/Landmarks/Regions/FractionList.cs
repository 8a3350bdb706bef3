namespace Gateway.Geo.Landmarks.Regions;

/// <summary>Fractions of a way at which it meets edges. Reused; grows to the largest and then allocates nothing.</summary>
internal sealed class FractionList
{
    private double[] _fractions = new double[16];

    public int Count { get; private set; }

    public ReadOnlySpan<double> Sorted()
    {
        var span = _fractions.AsSpan(0, Count);
        span.Sort();
        return span;
    }

    public void Clear() => Count = 0;

    public void Add(double fraction)
    {
        if (Count == _fractions.Length)
        {
            Array.Resize(ref _fractions, Count * 2);
        }

        _fractions[Count++] = fraction;
    }
}
