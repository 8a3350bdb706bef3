namespace Gateway.Bench.Load.Results;

/// <summary>What one part of the load program measured.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="What">What was done.</param>
/// <param name="Columns">What the rows' values are, the one that is compared first.</param>
internal sealed record PartResult(string Name, string What, IReadOnlyList<string> Columns)
{
    public List<ResultRow> Rows { get; } = [];

    /// <summary>Ratios and other conclusions, by name.</summary>
    public Dictionary<string, double> Conclusions { get; } = [];

    /// <summary>What the reader must know.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Adds a measurement and shows it.</summary>
    public void Add(string who, int round, params double?[] values)
    {
        Rows.Add(new ResultRow(who, round, values));
        var shown = Columns.Zip(values, (column, value) => $"{column} {ResultText.Number(value)}");
        Console.WriteLine($"  {who}, round {round}: {string.Join(", ", shown)}");
    }

    /// <summary>The median over the rounds of a column; NaN without any.</summary>
    public double Median(string who, int column = 0) =>
        MedianOf(Rows.Where(row => row.Who == who).Select(row => row.Values[column]));

    /// <summary>
    /// Concludes the ratio of two medians, and that of the last rounds: in the first ones code is still being compiled.
    /// </summary>
    public void Compare(string who, string peer, int column = 0)
    {
        Conclude($"{who} / {peer}, {Columns[column]}, medians", Median(who, column) / Median(peer, column));
        Conclude($"{who} / {peer}, {Columns[column]}, last round", Last(who, column) / Last(peer, column));
    }

    /// <summary>Concludes the median of the rounds' ratios: both of a round saw the same machine.</summary>
    public void CompareByRound(string who, string peer, int column = 0)
    {
        var ratios = Rows.Where(row => row.Who == who)
            .Join(Rows.Where(row => row.Who == peer), row => row.Round, row => row.Round, (row, other) => row.Values[column] / other.Values[column])
            .ToArray();
        Conclude($"{who} / {peer}, {Columns[column]}, median of {ratios.Length} rounds", MedianOf(ratios));
    }

    private static double MedianOf(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private double Last(string who, int column) => Rows.FindLast(row => row.Who == who)?.Values[column] ?? double.NaN;

    private void Conclude(string name, double value)
    {
        Conclusions[name] = value;
        Console.WriteLine($"  {name}: {ResultText.Number(value)}");
    }
}
