using System.Globalization;

namespace Gateway.Tests.Metrics;

/// <summary>A page in Prometheus text format.</summary>
internal sealed class MetricsPage
{
    private readonly List<(string Name, string Tags, double Value)> _series;

    private MetricsPage(string text)
    {
        _series = [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Read)];
        Names = _series.Select(series => series.Name).ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlySet<string> Names { get; }

    public static async Task<MetricsPage> ReadAsync(HttpClient client) =>
        new(await client.GetStringAsync("/metrics"));

    /// <summary>The sum over all series of a name that have these tags, each <c>name="value"</c>.</summary>
    public double Sum(string name, params string[] tags) => _series
        .Where(series => series.Name == name && tags.All(tag => series.Tags.Contains(tag, StringComparison.Ordinal)))
        .Sum(series => series.Value);

    private static (string Name, string Tags, double Value) Read(string line)
    {
        // A label's value may hold anything but an unescaped quote, so the last brace ends the labels.
        var open = line.IndexOf('{', StringComparison.Ordinal);
        var close = line.LastIndexOf('}');
        var nameEnd = open < 0 ? line.IndexOf(' ', StringComparison.Ordinal) : open;
        var value = line[(close < 0 ? nameEnd + 1 : close + 2)..].Split(' ')[0];
        return (line[..nameEnd], open < 0 ? "" : line[open..close], double.Parse(value, CultureInfo.InvariantCulture));
    }
}
