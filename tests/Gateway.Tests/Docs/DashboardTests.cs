using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Testing;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Metrics;

namespace Gateway.Tests.Docs;

/// <summary>The dashboard and the alert rules name metrics that exist.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public async Task Every_metric_of_the_dashboard_and_the_alerts_is_on_the_page_after_traffic()
    {
        var folder = Path.Combine(ProjectRoot.Path, "docs", "grafana");
        var dashboard = await File.ReadAllTextAsync(Path.Combine(folder, "gateway.json"));
        using var parsed = JsonDocument.Parse(dashboard);
        Assert.NotEmpty(parsed.RootElement.GetProperty("panels").EnumerateArray());
        var named = Metric().Matches(dashboard + await File.ReadAllTextAsync(Path.Combine(folder, "alerts.yml")))
            .Select(match => match.Value)
            .ToHashSet(StringComparer.Ordinal);
        await using var scene = await Scene.BeginAsync();
        await scene.Tracker.SendAsync(new AvlRecord());
        await scene.SettledAsync(AvlRecord.Start);

        Assert.True(named.Count > 10, "The names were not found.");

        // Some are measured after what they are about was seen, as how long an acknowledgement took.
        string[] missing = [];
        await scene.Gateway.EventuallyAsync(
            async () => (missing = [.. named.Except((await MetricsPage.ReadAsync(scene.Gateway.Api)).Names)]).Length == 0,
            () => $"on the page: {string.Join(' ', missing)}");
    }

    [GeneratedRegex("gateway_[a-z_]+")]
    private static partial Regex Metric();
}
