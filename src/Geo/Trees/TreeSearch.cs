namespace Gateway.Geo.Trees;

/// <summary>Scratch memory of one thread's searches; grows to the largest and then allocates nothing.</summary>
internal sealed class TreeSearch
{
    private int[] _found = new int[256];
    private int[] _next = new int[256];
    private int _count;

    /// <summary>What the last search found.</summary>
    public ReadOnlySpan<int> Found => _found.AsSpan(0, _count);

    public void Start()
    {
        _found[0] = 0;
        _count = 1;
    }

    public void Nothing() => _count = 0;

    /// <summary>Room for what one level down can be found at most.</summary>
    public Span<int> Next(int most)
    {
        if (_next.Length < most)
        {
            _next = new int[most * 2];
        }

        return _next;
    }

    public void Descend(int count)
    {
        (_found, _next) = (_next, _found);
        _count = count;
    }
}
