using Gateway.Tests.Hosts;

namespace Gateway.Tests.Cli;

public sealed class AccountCommandsTests
{
    [Fact]
    public async Task Settings_are_shown_and_set_and_the_audit_log_tells_of_it()
    {
        await using var host = await ApiHost.StartAsync();

        var shown = await CliRun.StartAsync(host, "account", "settings", "show", "--output", "json");
        var set = await CliRun.StartAsync(
            host, "account", "settings", "set", "trip_idle_end_seconds=120", "moving_kph=6.5", "--output", "json");
        var back = await CliRun.StartAsync(host, "account", "settings", "set", "moving_kph=default", "--output", "json");
        var refused = await CliRun.StartAsync(host, "account", "settings", "set", "trip_idle_end_seconds=1", "speed=3");
        var table = await CliRun.StartAsync(host, "account", "settings", "show");

        Assert.Equal(300, (int)shown.Json["trip_idle_end_seconds"]!);
        Assert.Equal((120, 6.5), ((int)set.Json["trip_idle_end_seconds"]!, (double)set.Json["moving_kph"]!));
        Assert.Equal((120, 5), ((int)back.Json["trip_idle_end_seconds"]!, (double)back.Json["moving_kph"]!));
        Assert.Equal(1, refused.Code);
        Assert.Contains("settings.trip_idle_end_seconds must be from 30 to 86400", refused.Error, StringComparison.Ordinal);
        Assert.Contains("settings.speed is not a field", refused.Error, StringComparison.Ordinal);
        Assert.Contains("trip_idle_end_seconds", table.Output, StringComparison.Ordinal);

        var audit = await CliRun.StartAsync(host, "audit", "--object", "account", "--limit", "2", "--output", "json");
        Assert.Equal(["422", "200"], audit.Json["data"]!.AsArray().Select(entry => entry!["status"]!.ToJsonString()));
        var later = await CliRun.StartAsync(host, "audit", "--from", "2100-01-01", "--output", "json");
        Assert.Empty(later.Json["data"]!.AsArray());
        Assert.Contains("/v1/account", (await CliRun.StartAsync(host, "audit")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account", "settings", "set")]
    [InlineData("account", "settings", "set", "moving_kph")]
    [InlineData("account", "settings", "set", "=5")]
    [InlineData("account", "settings", "set", "moving_kph=fast")]
    [InlineData("audit", "--from", "yesterday-ish")]
    [InlineData("audit", "--limit", "0")]
    public async Task Wrong_usage_is_code_2(params string[] args)
    {
        var run = await CliRun.StartAsync(args);

        Assert.Equal(2, run.Code);
        Assert.NotEqual("", run.Error);
    }
}
