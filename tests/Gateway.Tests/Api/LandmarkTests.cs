using System.Net;
using Gateway.Configuration.Landmarks;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

public sealed class LandmarkTests : IAsyncLifetime
{
    private const string Depot = """
        {"type":"Feature","geometry":{"type":"Point","coordinates":[-112.0740,33.4484]},
         "properties":{"name":"Depot","groups":["own"],"radius_m":100,"floor":2}}
        """;

    private const string Yard = """
        {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]},
         "properties":{"name":"Yard"}}
        """;

    private ApiHost _host = null!;

    private HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("application/geo+json")]
    [InlineData("application/json")]
    public async Task A_feature_comes_back_as_it_was_sent_with_an_id(string contentType)
    {
        var (status, made, response) = await Client.SendJsonAsync(
            HttpMethod.Post, "/v1/landmarks", Depot, contentType: contentType);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("/v1/landmarks/1", response.Headers.Location!.OriginalString);
        Assert.Equal(
            """{"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[-112.0740,33.4484]},"properties":{"name":"Depot","groups":["own"],"radius_m":100,"floor":2}}""",
            made!.ToJsonString());
        Assert.Equal(made.ToJsonString(), (await Client.ReadAsync("/v1/landmarks/1")).ToJsonString());
        var landmark = _host.Get<ILandmarkDirectory>().Current.Find(1, 1)!;
        Assert.Equal("Depot", landmark.Name);
        Assert.Equal(["own"], landmark.Groups);
    }

    [Fact]
    public async Task A_collection_makes_all_or_none()
    {
        var made = await Client.CreateAsync(
            "/v1/landmarks", $$"""{"type":"FeatureCollection","features":[{{Depot}},{{Yard}}]}""");
        Assert.Equal(["Depot", "Yard"], made["data"]!.AsArray().Select(item => (string?)item!["properties"]!["name"]));

        var bad = Yard.Replace("[0,0]]]", "[0,0.5]]]", StringComparison.Ordinal);
        var (status, problem, _) = await Client.SendJsonAsync(
            HttpMethod.Post, "/v1/landmarks", $$"""{"type":"FeatureCollection","features":[{{Depot}},{{bad}}]}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith("features[1].geometry.coordinates[0]", (string?)problem!["field"], StringComparison.Ordinal);
        Assert.Equal(2, (await Client.ReadAsync("/v1/landmarks"))["data"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{"properties":{"name":"New","floor":null}}""")]
    [InlineData("""{"type":"Feature","id":1,"name":"New","properties":{"floor":null}}""")]
    public async Task Patch_merges_properties(string patch)
    {
        await Client.CreateAsync("/v1/landmarks", Depot);

        var (status, after, _) = await Client.SendJsonAsync(HttpMethod.Patch, "/v1/landmarks/1", patch);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("New", (string?)after!["properties"]!["name"]);
        Assert.Null(after["properties"]!["floor"]);
        Assert.Equal(100, (int)after["properties"]!["radius_m"]!);
        Assert.Equal("New", _host.Get<ILandmarkDirectory>().Current.Find(1, 1)!.Name);
    }

    [Fact]
    public async Task Patch_replaces_the_geometry()
    {
        await Client.CreateAsync("/v1/landmarks", Depot);
        var before = _host.Get<ILandmarkDirectory>().Current.Find(1, 1)!.Shape;

        var (status, after, _) = await Client.SendJsonAsync(
            HttpMethod.Patch, "/v1/landmarks/1", """{"geometry":{"type":"Point","coordinates":[1,2]}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("[1,2]", after!["geometry"]!["coordinates"]!.ToJsonString());
        Assert.NotSame(before, _host.Get<ILandmarkDirectory>().Current.Find(1, 1)!.Shape);
    }

    [Theory]
    [InlineData("""{"geometry":null}""", "geometry")]
    [InlineData("""{"geometry":{"type":"LineString","coordinates":[]}}""", "geometry.type")]
    [InlineData("""{"properties":{"radius_m":null}}""", "properties.radius_m")]
    [InlineData("""{"properties":{"name":""}}""", "properties.name")]
    [InlineData("""{"id":2}""", "id")]
    [InlineData("""{"type":"FeatureCollection"}""", "type")]
    [InlineData("""{"colour":"red"}""", "colour")]
    public async Task A_wrong_patch_changes_nothing(string patch, string field)
    {
        var made = await Client.CreateAsync("/v1/landmarks", Depot);

        var (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Patch, "/v1/landmarks/1", patch);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, (string?)problem!["field"]);
        Assert.Equal(made.ToJsonString(), (await Client.ReadAsync("/v1/landmarks/1")).ToJsonString());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"type":"Feature"}""")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]},"properties":{"name":"x","radius_m":5,"y":"\ud800"}}""")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Point","coordinates":[0,0],"x":"\ud800"},"properties":{"name":"x","radius_m":5}}""")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]},"properties":{"name":"\ud800","radius_m":5}}""")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""")]
    public async Task Refuses_what_is_not_a_landmark(string body)
    {
        var (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/landmarks", body);

        Assert.True((int)status is 400 or 422, $"{(int)status} {problem}");
        Assert.NotNull(problem!["detail"]);
    }

    [Fact]
    public async Task Webhooks_can_name_it_until_it_is_deleted()
    {
        await Client.CreateAsync("/v1/landmarks", Yard);
        const string Webhook = """{"type":"landmark_enter","url":"http://a/","filter":{"landmark_ids":[1]}}""";
        await Client.CreateAsync("/v1/webhooks", Webhook);

        var (status, _, _) = await Client.SendJsonAsync(HttpMethod.Delete, "/v1/landmarks/1");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Null(_host.Get<ILandmarkDirectory>().Current.Find(1, 1));
        (status, _, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", Webhook);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
    }

    [Fact]
    public async Task Pages()
    {
        await Client.CreateAsync(
            "/v1/landmarks", $$"""{"type":"FeatureCollection","features":[{{Depot}},{{Yard}},{{Yard}}]}""");

        var first = await Client.ReadAsync("/v1/landmarks?limit=2");
        var second = await Client.ReadAsync($"/v1/landmarks?limit=2&cursor={first["next_cursor"]}");

        Assert.Equal([1, 2], first["data"]!.AsArray().Select(item => (int)item!["id"]!));
        Assert.Equal([3], second["data"]!.AsArray().Select(item => (int)item!["id"]!));
        Assert.Null(second["next_cursor"]);
    }
}
