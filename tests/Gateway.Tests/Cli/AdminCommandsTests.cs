using Gateway.Tests.Hosts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Cli;

public sealed class AdminCommandsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Webhooks_from_create_to_delete()
    {
        await _host.Client.CreateAsync("/v1/vehicles", "{}");
        await _host.Client.CreateAsync("/v1/vehicles", "{}");

        var made = await RunAsync(
            "webhook", "create", "--type", "speed", "--url", "https://example.com/x", "--threshold-mph", "70.5",
            "--content-type", "form", "--authorization", "Basic abc", "--vehicle-ids", "1,2", "--output", "json");
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.Equal(70.5, (double)made.Json["threshold_mph"]!);
        Assert.Equal("form", (string?)made.Json["content_type"]);
        Assert.Equal("[1,2]", made.Json["filter"]!["vehicle_ids"]!.ToJsonString());
        Assert.StartsWith("whsec_", (string?)made.Json["secret"], StringComparison.Ordinal);

        var changed = await RunAsync("webhook", "update", "1", "--name", "Fast [red]", "--clear", "authorization", "--output", "json");
        Assert.Equal(0, changed.Code);
        Assert.Equal("Fast [red]", (string?)changed.Json["name"]);
        Assert.Null(changed.Json["authorization"]);

        Assert.Equal("paused", (string?)(await RunAsync("webhook", "pause", "1", "--output", "json")).Json["status"]);
        var table = await RunAsync("webhook", "list");
        Assert.Contains("Fast [red]", table.Output, StringComparison.Ordinal);
        Assert.Contains("paused", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table.Output);
        Assert.Equal("running", (string?)(await RunAsync("webhook", "resume", "1", "--output", "json")).Json["status"]);
        Assert.Contains("example message", (await RunAsync("webhook", "test", "1")).Output, StringComparison.Ordinal);
        Assert.Single(_host.Dispatcher.Tests);
        Assert.Equal(14, (await RunAsync("webhook", "types", "--output", "json")).Json["data"]!.AsArray().Count);

        Assert.Equal("Fast [red]", (string?)(await RunAsync("webhook", "get", "1", "--output", "json")).Json["name"]);

        var deleted = await RunAsync("webhook", "delete", "1");
        Assert.Equal((0, "Deleted webhook 1."), (deleted.Code, deleted.Output.TrimEnd()));
        Assert.Equal(1, (await RunAsync("webhook", "show", "1")).Code);
    }

    [Fact]
    public async Task Policies_of_a_webhook_have_options()
    {
        var made = await RunAsync(
            "webhook", "create", "--type", "location", "--url", "https://example.com/x", "--retry-schedule", "1,60",
            "--timeout-seconds", "5", "--rate-limit-per-second", "2.5", "--max-concurrency", "3", "--retention-hours", "24",
            "--retention-messages", "500", "--retention-bytes", "5000000000", "--ordering", "vehicle", "--batch", "true", "--batch-size", "10",
            "--batch-wait-ms", "200", "--collapse", "true", "--output", "json");

        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.Equal(
            """[[1,60],5,2.5,3,24,500,5000000000,"vehicle",true,10,200,true]""",
            $"[{string.Join(',', ((string[])[
                "retry_schedule", "timeout_seconds", "rate_limit_per_second", "max_concurrency", "retention_hours",
                "retention_messages", "retention_bytes", "ordering", "batch", "batch_size", "batch_wait_ms", "collapse",
            ]).Select(name => made.Json[name]!.ToJsonString()))}]");
    }

    [Fact]
    public async Task What_the_server_refuses_is_code_1_with_the_field_on_stderr()
    {
        var refused = await RunAsync("webhook", "create", "--type", "location", "--url", "ftp://x", "--threshold-mph", "60");

        Assert.Equal(1, refused.Code);
        Assert.Equal("", refused.Output);
        Assert.Contains("url must be an absolute http or https address", refused.Error, StringComparison.Ordinal);
        Assert.Contains("threshold_mph is for webhooks of type speed", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_and_a_server_that_is_not_there_are_code_1()
    {
        var wrongKey = await CliRun.StartAsync("vehicle", "list", "--server", _host.Address.ToString(), "--key", "wrong");
        Assert.Equal(1, wrongKey.Code);
        Assert.Contains("key", wrongKey.Error, StringComparison.Ordinal);

        var nobody = await CliRun.StartAsync("vehicle", "list", "--server", "http://127.0.0.1:1", "--key", "k");
        Assert.Equal(1, nobody.Code);
        Assert.Contains("can't be reached", nobody.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("webhook")]
    [InlineData("webhook", "nothing")]
    [InlineData("webhook", "create")]
    [InlineData("webhook", "create", "--type", "speed")]
    [InlineData("webhook", "create", "--type", "idle", "--url", "http://a", "--threshold-seconds", "abc")]
    [InlineData("webhook", "create", "--type", "idle", "--url", "http://a", "--content-type", "xml")]
    [InlineData("webhook", "create", "--type", "idle", "--url", "http://a", "--vehicle-ids", "1,x")]
    [InlineData("webhook", "show")]
    [InlineData("webhook", "show", "abc")]
    [InlineData("webhook", "update", "1")]
    [InlineData("vehicle", "list", "--server", "nowhere")]
    [InlineData("vehicle", "list", "--output", "xml")]
    [InlineData("vehicle", "list", "--colour")]
    [InlineData("vehicle", "create", "--attribute", "novalue")]
    [InlineData("vehicle", "import", "not-there.csv")]
    [InlineData("key", "create", "--name", "k", "--role", "root")]
    [InlineData("user", "create", "--username", "u")]
    [InlineData("user", "create", "--role", "reader")]
    [InlineData("user", "update", "1", "--username", "u")]
    [InlineData("account", "create")]
    [InlineData("account", "update", "1", "--status", "gone")]
    [InlineData("account", "delete", "1")]
    public async Task Wrong_usage_is_code_2_with_a_reason_on_stderr(params string[] args)
    {
        var run = await CliRun.StartAsync(args);

        Assert.Equal(2, run.Code);
        Assert.NotEqual("", run.Error);
    }

    [Fact]
    public async Task Vehicles_from_csv_and_json()
    {
        var csv = Path.Combine(_folder.Path, "fleet.csv");
        await File.WriteAllTextAsync(csv, "device_id,label\r\n1,\"Van, \"\"big\"\"\"\r\n2,\r\n1,again\r\n");
        var json = Path.Combine(_folder.Path, "fleet.json");
        await File.WriteAllTextAsync(json, """[{"device_id":"3","attributes":{"a":"b"}}]""");

        var first = await RunAsync("vehicle", "import", csv);
        var second = await RunAsync("vehicle", "import", json, "--output", "json");

        Assert.Equal(1, first.Code);
        Assert.Equal("2 vehicles made, 1 failed.", first.Output.TrimEnd());
        Assert.Contains("fleet.csv, line 4: device_id is already used", first.Error, StringComparison.Ordinal);
        Assert.Equal((0, 1), (second.Code, (int)second.Json["made"]!));
        var list = (await RunAsync("vehicle", "list", "--output", "json")).Json["data"]!.AsArray();
        Assert.Equal(["1", "2", "3"], list.Select(vehicle => (string?)vehicle!["device_id"]));
        Assert.Equal("Van, \"big\"", (string?)list[0]!["label"]);
    }

    [Fact]
    public async Task Landmarks_from_files()
    {
        const string Feature = """
            {"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"name":"Depot","radius_m":50}}
            """;
        var one = Path.Combine(_folder.Path, "one.json");
        await File.WriteAllTextAsync(one, Feature);
        var many = Path.Combine(_folder.Path, "many.geojson");
        await File.WriteAllTextAsync(many, $$"""{"type":"FeatureCollection","features":[{{Feature}},{{Feature}}]}""");

        Assert.Equal(1, (int)(await RunAsync("landmark", "create", one, "--output", "json")).Json["id"]!);
        Assert.Contains("2 landmarks made.", (await RunAsync("landmark", "import", many)).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("landmark", "update", "1", "--name", "Hub", "--radius-m", "75")).Code);
        var table = (await RunAsync("landmark", "list")).Output;
        Assert.Contains("Hub", table, StringComparison.Ordinal);
        Assert.Contains("75", table, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("landmark", "delete", "2")).Code);
        Assert.Equal(2, (await RunAsync("landmark", "list", "--output", "json")).Json["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task Drivers_and_keys()
    {
        var driver = await RunAsync(
            "driver", "create", "--first-name", "Ann", "--last-name", "Lee", "--credential", "ab", "--output", "json");
        Assert.Equal("AB", (string?)driver.Json["credential"]);
        Assert.Equal(0, (await RunAsync("driver", "update", "1", "--clear", "credential")).Code);

        var key = await RunAsync("key", "create", "--name", "ci", "--role", "reader", "--output", "json");
        Assert.StartsWith("gwk_", (string?)key.Json["key"], StringComparison.Ordinal);
        Assert.Contains("ci", (await RunAsync("key", "list")).Output, StringComparison.Ordinal);
        Assert.Equal("Revoked key 2.", (await RunAsync("key", "revoke", "2")).Output.TrimEnd());
        Assert.Equal(1, (await RunAsync("key", "revoke", "1")).Code);
    }

    [Fact]
    public async Task Accounts_users_and_their_keys()
    {
        var account = await RunAsync("account", "create", "--name", "North", "--username", "north", "--output", "json");
        Assert.Equal((0, 2), (account.Code, (int)account.Json["id"]!));
        var table = (await RunAsync("account", "list")).Output;
        Assert.Contains("North", table, StringComparison.Ordinal);
        Assert.DoesNotContain("gwk_", table, StringComparison.Ordinal);
        var key = (string)account.Json["key"]!;

        var user = await RunWithAsync(
            key, "user", "create", "--username", "ann", "--role", "manager", "--email", "ann@example.com", "--output", "json");
        Assert.Equal((0, 2), (user.Code, (int)user.Json["account_id"]!));
        var id = user.Json["id"]!.ToString();
        Assert.Equal(0, (await RunWithAsync(key, "user", "update", id, "--name", "Ann", "--clear", "email")).Code);
        table = (await RunWithAsync(key, "user", "list")).Output;
        Assert.Contains("ann", table, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@example.com", table, StringComparison.Ordinal);
        var annKey = await RunWithAsync(key, "key", "create", "--name", "k", "--role", "manager", "--user-id", id, "--output", "json");
        Assert.Equal("ann", (string?)annKey.Json["username"]);
        Assert.Equal(0, (await RunWithAsync((string)annKey.Json["key"]!, "vehicle", "list")).Code);
        Assert.Equal($"Deleted user {id}.", (await RunWithAsync(key, "user", "delete", id)).Output.TrimEnd());
        Assert.Equal(1, (await RunWithAsync((string)annKey.Json["key"]!, "vehicle", "list")).Code);

        var refused = await RunWithAsync(key, "account", "list");
        Assert.Equal(1, refused.Code);
        Assert.Contains("role of this key", refused.Error, StringComparison.Ordinal);
        Assert.Contains("suspended", (await RunAsync("account", "update", "2", "--status", "suspended")).Output, StringComparison.Ordinal);
        refused = await RunWithAsync(key, "user", "list");
        Assert.Equal(1, refused.Code);
        Assert.Contains("The account is suspended.", refused.Error, StringComparison.Ordinal);
        Assert.Equal("suspended", (string?)(await RunAsync("account", "show", "2", "--output", "json")).Json["status"]);
    }

    [Fact]
    public async Task Without_a_key_it_says_where_to_give_one()
    {
        var run = await CliRun.StartAsync("vehicle", "list", "--server", _host.Address.ToString());

        Assert.Equal(1, run.Code);
        Assert.Contains("--key", run.Error, StringComparison.Ordinal);
        Assert.Contains("GATEWAY_KEY", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"data\":5}")]
    [InlineData("<html></html>")]
    public async Task What_is_no_gateway_is_code_1_and_no_empty_list(string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var other = builder.Build();
        other.MapGet("/v1/vehicles", () => answer);
        await other.StartAsync(TestContext.Current.CancellationToken);

        var run = await CliRun.StartAsync("vehicle", "list", "--server", other.Urls.Single(), "--key", "k");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("is not a gateway", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_show_times_and_json_shows_unix_seconds()
    {
        var table = await RunAsync("key", "list");
        var json = await RunAsync("key", "list", "--output", "json");

        var made = DateTimeOffset.FromUnixTimeSeconds((long)json.Json["data"]![0]!["created_time"]!);
        Assert.Contains(
            made.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture), table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_take_all_pages()
    {
        await Task.WhenAll(Enumerable.Range(0, 1001).Select(number => Task.Run(() =>
            _host.Get<Gateway.Configuration.Vehicles.IVehicleDirectory>().RegisterAsync(
                $"d{number}", "gt06", TestContext.Current.CancellationToken))));

        var list = await RunAsync("vehicle", "list", "--output", "json");

        Assert.Equal(1001, list.Json["data"]!.AsArray().Count);
    }

    private Task<CliRun> RunAsync(params string[] args) => CliRun.StartAsync(_host, args);

    private Task<CliRun> RunWithAsync(string key, params string[] args) =>
        CliRun.StartAsync([.. args, "--server", _host.Address.ToString(), "--key", key]);
}
