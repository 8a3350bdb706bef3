using System.Net;
using System.Text.Json.Nodes;
using Gateway.Configuration.Vehicles;
using Gateway.Tests.Hosts;
using Gateway.Vehicles;

namespace Gateway.Tests.Api;

public sealed class VehicleTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    private HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Create_show_and_the_snapshot_agree()
    {
        var made = await Client.CreateAsync("/v1/vehicles", """
            {"ref_id":"CA1","device_id":"356307042441013","vin":"1FT","label":"Van 7","serial_number":"S1",
             "attributes":{"colour":"white","über":"ja"}}
            """);

        Assert.Equal(made.ToJsonString(), (await Client.ReadAsync("/v1/vehicles/1")).ToJsonString());
        Assert.Equal("ja", (string?)made["attributes"]!["über"]);
        Assert.Null(made["last_report"]);
        var vehicle = _host.Get<IVehicleDirectory>().Current.FindByDevice("356307042441013");
        Assert.Equal(1, vehicle!.Id);
        Assert.Equal("CA1"u8, vehicle.RefIdUtf8.Span);
    }

    [Fact]
    public async Task A_reference_id_is_made_from_the_id_unless_it_is_taken()
    {
        await Client.CreateAsync("/v1/vehicles", """{"ref_id":"V2"}""");

        var second = await Client.CreateAsync("/v1/vehicles", "{}");
        var third = await Client.CreateAsync("/v1/vehicles", "{}");

        Assert.StartsWith("V2-", (string?)second["ref_id"], StringComparison.Ordinal);
        Assert.Equal("V3", (string?)third["ref_id"]);
    }

    [Fact]
    public async Task Device_and_reference_ids_are_unique()
    {
        await Client.CreateAsync("/v1/vehicles", """{"ref_id":"A","device_id":"1"}""");
        await Client.CreateAsync("/v1/vehicles", """{"ref_id":"B","device_id":"2"}""");

        foreach (var (method, path) in new[] { (HttpMethod.Post, "/v1/vehicles"), (HttpMethod.Patch, "/v1/vehicles/2") })
        {
            var (status, problem, _) = await Client.SendJsonAsync(method, path, """{"ref_id":"A","device_id":"1"}""");

            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Equal(["device_id", "ref_id"], problem!["errors"]!.AsObject().Select(error => error.Key).Order());
        }

        var (same, _, _) = await Client.SendJsonAsync(HttpMethod.Patch, "/v1/vehicles/2", """{"ref_id":"B","device_id":"2"}""");
        Assert.Equal(HttpStatusCode.OK, same);
    }

    [Fact]
    public async Task Patch_moves_the_tracker_and_merges_attributes()
    {
        await Client.CreateAsync("/v1/vehicles", """{"device_id":"1","label":"L","attributes":{"a":"1","b":"2"}}""");

        var (_, after, _) = await Client.SendJsonAsync(
            HttpMethod.Patch, "/v1/vehicles/1", """{"device_id":"9","label":null,"attributes":{"a":null,"c":"3"}}""");

        Assert.Equal("9", (string?)after!["device_id"]);
        Assert.Null(after["label"]);
        Assert.Equal(["b", "c"], after["attributes"]!.AsObject().Select(pair => pair.Key).Order());
        var snapshot = _host.Get<IVehicleDirectory>().Current;
        Assert.Null(snapshot.FindByDevice("1"));
        Assert.Equal(1, snapshot.FindByDevice("9")!.Id);
        await Client.CreateAsync("/v1/vehicles", """{"device_id":"1"}""");
    }

    [Fact]
    public async Task Delete_frees_the_tracker_not_the_id()
    {
        await Client.CreateAsync("/v1/vehicles", """{"device_id":"1"}""");

        var (status, _, _) = await Client.SendJsonAsync(HttpMethod.Delete, "/v1/vehicles/1");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Null(_host.Get<IVehicleDirectory>().Current.FindByDevice("1"));
        (status, _, _) = await Client.SendJsonAsync(HttpMethod.Get, "/v1/vehicles/1");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(2, (int)(await Client.CreateAsync("/v1/vehicles", """{"device_id":"1"}"""))["id"]!);
    }

    [Fact]
    public async Task Shows_the_last_report()
    {
        await Client.CreateAsync("/v1/vehicles", """{"device_id":"1"}""");
        _host.Get<FakeLastReports>().Reports[1] = new LastReport(1_700_000_000_500, 1_700_000_002_000, 33.5, -112, 90, 61.2, true, null);

        var report = (await Client.ReadAsync("/v1/vehicles/1"))["last_report"]!;

        var expected = JsonNode.Parse("""
            {"event_time":1700000000,"received_time":1700000002,"latitude":33.5,"longitude":-112,"heading":90,
             "speed_mph":61.2,"ignition":"on","odometer_mi":null}
            """);
        Assert.Equal(expected!.ToJsonString(), report.ToJsonString());
    }

    [Theory]
    [InlineData("""{"device_id":"has space"}""", "device_id", 422)]
    [InlineData("""{"device_id":"123456789012345678901234567890123"}""", "device_id", 422)]
    [InlineData("""{"device_id":"ü"}""", "device_id", 422)]
    [InlineData("""{"device_id":123}""", "device_id", 400)]
    [InlineData("""{"attributes":[]}""", "attributes", 400)]
    [InlineData("""{"attributes":{"seats":4}}""", "attributes.seats", 400)]
    [InlineData("""{"last_report":{}}""", "last_report", 422)]
    [InlineData("""{"imei":"1"}""", "imei", 422)]
    public async Task Refuses_and_names_the_field(string body, string field, int status)
    {
        var (code, problem, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", body);

        Assert.Equal(status, (int)code);
        Assert.Equal(field, (string?)problem!["field"]);
    }

    [Fact]
    public async Task Pages_through_all_and_filters()
    {
        for (var number = 1; number <= 7; number++)
        {
            await Client.CreateAsync("/v1/vehicles", $$"""{"device_id":"d{{number}}","vin":"{{number % 2}}"}""");
        }

        await Client.SendJsonAsync(HttpMethod.Delete, "/v1/vehicles/4");
        var seen = new List<long>();
        var cursor = "";
        do
        {
            var page = await Client.ReadAsync($"/v1/vehicles?limit=2{cursor}");
            Assert.InRange(page["data"]!.AsArray().Count, 1, 2);
            seen.AddRange(page["data"]!.AsArray().Select(item => (long)item!["id"]!));
            cursor = page["next_cursor"] is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal([1, 2, 3, 5, 6, 7], seen);
        Assert.Equal(3, (int)Assert.Single((await Client.ReadAsync("/v1/vehicles?device_id=d3"))["data"]!.AsArray())!["id"]!);
        Assert.Equal(5, (int)Assert.Single((await Client.ReadAsync("/v1/vehicles?ref_id=V5"))["data"]!.AsArray())!["id"]!);
        Assert.Equal(4, (await Client.ReadAsync("/v1/vehicles?vin=1"))["data"]!.AsArray().Count);
        Assert.Empty((await Client.ReadAsync("/v1/vehicles?device_id=none"))["data"]!.AsArray());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("cursor=1", "cursor")]
    [InlineData("cursor=%20%20", "cursor")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAAAA", "cursor")]
    public async Task Refuses_wrong_pages(string query, string field)
    {
        var (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Get, $"/v1/vehicles?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, (string?)problem!["field"]);
    }
}
