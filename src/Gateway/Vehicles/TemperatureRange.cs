namespace Gateway.Vehicles;

/// <summary>The range of temperatures that a webhook takes for normal, °C; a null end is open.</summary>
/// <param name="Low">Lower end, in the range.</param>
/// <param name="High">Upper end, in the range.</param>
internal readonly record struct TemperatureRange(double? Low, double? High)
{
    /// <summary>No range: every value is sent.</summary>
    public bool IsAll => Low is null && High is null;

    /// <summary>Tells ranges apart in event ids; 0 for none.</summary>
    public long Discriminator => IsAll
        ? 0
        : (BitConverter.DoubleToInt64Bits(Low ?? double.NegativeInfinity) * 31)
            ^ BitConverter.DoubleToInt64Bits(High ?? double.PositiveInfinity);

    /// <summary>
    /// Whether the sensor has left the range or is back in it. A first value that is out of range is an edge too: the
    /// load does not care that nobody had looked before.
    /// </summary>
    public bool IsEdge(double before, double now) => double.IsNaN(before) ? !Holds(now) : Holds(before) != Holds(now);

    /// <summary><c>low</c>, <c>high</c> or <c>normal</c>; null without a range.</summary>
    public string? StateOf(double celsius) =>
        IsAll ? null : celsius < Low ? "low" : celsius > High ? "high" : "normal";

    private bool Holds(double celsius) => !(celsius < Low) && !(celsius > High);
}
