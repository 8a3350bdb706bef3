using System.Net;
using System.Text;
using Gateway.Roads;
using Gateway.Tests.Hosts;
using Gateway.Tests.Roads;

namespace Gateway.Tests.Api;

public sealed class RoadTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    private HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("application/geo+json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/x-ndjson")]
    public async Task Roads_are_imported_shown_matched_and_cleared(string contentType)
    {
        var body = contentType.Contains("ndjson", StringComparison.Ordinal) ? RoadFiles.Main + RoadFiles.Cross : RoadFiles.Collection;
        var (status, made, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/roads", body, contentType: contentType);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal((2, 0), ((int)made!["roads"]!["ways"]!, (int)made["skipped"]!));

        var roads = await Client.ReadAsync("/v1/roads");
        Assert.Equal((2, 2), ((int)roads["ways"]!, (int)roads["segments"]!));
        Assert.True((long)roads["bytes"]! > 0 && (long)roads["file_bytes"]! > 0 && (long)roads["imported_at"]! > 0);

        var at = await Client.ReadAsync($"/v1/roads/at?{RoadFiles.OnMain}&speed_mph=60");
        Assert.Equal(("Main Street", 17L, 45.0, "tagged", true), (
            (string?)at["road_name"], (long)at["way_id"]!, (double)at["speed_limit_mph"]!, (string?)at["limit_source"], (bool)at["confident"]!));
        Assert.InRange((double)at["match_distance_ft"]!, 3, 4);
        Assert.Equal(1, (double)at["match_heading_diff_deg"]!, 0.1);
        Assert.InRange((double)at["match_confidence"]!, 0.5, 1);
        Assert.Single(at["candidates"]!.AsArray());

        var crossing = await Client.ReadAsync("/v1/roads/at?latitude=33.45&longitude=-112.07");
        Assert.False((bool)crossing["confident"]!);
        Assert.Equal(2, crossing["candidates"]!.AsArray().Count);
        var nowhere = await Client.ReadAsync("/v1/roads/at?latitude=0&longitude=0");
        Assert.Null(nowhere["way_id"]);
        Assert.Empty(nowhere["candidates"]!.AsArray());

        Assert.Equal(HttpStatusCode.NoContent, (await Client.SendJsonAsync(HttpMethod.Delete, "/v1/roads")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.SendJsonAsync(HttpMethod.Delete, "/v1/roads")).Status);
        Assert.Equal(0, (int)(await Client.ReadAsync("/v1/roads"))["ways"]!);
    }

    [Fact]
    public async Task A_second_import_adds_or_replaces()
    {
        await Client.CreateAsync("/v1/roads", RoadFiles.Collection);
        await Client.CreateAsync("/v1/roads", RoadFiles.Main.Replace("45 mph", "50 mph", StringComparison.Ordinal));
        Assert.Equal(2, (int)(await Client.ReadAsync("/v1/roads"))["ways"]!);
        Assert.Equal(50, (double)(await Client.ReadAsync($"/v1/roads/at?{RoadFiles.OnMain}"))["speed_limit_mph"]!);
        await Client.CreateAsync("/v1/roads?mode=replace", RoadFiles.Cross);
        Assert.Equal(1, (int)(await Client.ReadAsync("/v1/roads"))["ways"]!);
        Assert.Null((await Client.ReadAsync($"/v1/roads/at?{RoadFiles.OnMain}"))["way_id"]);
    }

    [Theory]
    [InlineData("nonsense", 400)]
    [InlineData("", 422)]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", 422)]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[0,95]]},"properties":{}}]}""", 422)]
    public async Task A_faulty_file_changes_nothing_and_is_told_with_its_place(string body, int expected)
    {
        await Client.CreateAsync("/v1/roads", RoadFiles.Collection);
        var (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/roads?mode=replace", body);
        Assert.Equal(expected, (int)status);
        Assert.NotNull(problem!["field"]);
        Assert.Equal(2, (int)(await Client.ReadAsync("/v1/roads"))["ways"]!);
    }

    [Fact]
    public async Task Wrong_types_modes_and_positions_are_refused()
    {
        var (status, _, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/roads", "a", contentType: "text/csv");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        (status, var problem, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/roads?mode=merge", RoadFiles.Main);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "mode"), (status, (string?)problem!["field"]));
        foreach (var (query, field) in new[]
        {
            ("", "latitude"), ("latitude=91&longitude=0", "latitude"), ("latitude=1", "longitude"),
            ("latitude=1&longitude=x", "longitude"), ("latitude=1&longitude=1&heading=NaN", "heading"),
            ("latitude=1&longitude=1&heading=1&heading=2", "heading"), ("latitude=1&longitude=1&speed_mph=-1", "speed_mph"),
        })
        {
            (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Get, $"/v1/roads/at?{query}");
            Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (status, (string?)problem!["field"]));
        }
    }

    [Fact]
    public async Task A_body_beyond_the_cap_is_413_with_and_without_a_length()
    {
        var large = Encoding.UTF8.GetBytes(RoadFiles.Main + new string(' ', (int)ApiHost.MaxRoadImportBytes));
        using var known = new ByteArrayContent(large);
        using var unknown = new StreamContent(new UnknownLength(large));
        foreach (var content in new HttpContent[] { known, unknown })
        {
            content.Headers.ContentType = new("application/geo+json");
            using var response = await Client.PostAsync("/v1/roads", content);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        }

        Assert.Equal(0, (int)(await Client.ReadAsync("/v1/roads"))["ways"]!);
    }

    [Fact]
    public async Task Readers_look_and_do_not_import()
    {
        var key = (string?)(await Client.CreateAsync("/v1/keys", """{"name":"r","role":"reader"}"""))["key"];
        using var reader = _host.ClientWith(key);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.SendJsonAsync(HttpMethod.Post, "/v1/roads", RoadFiles.Main)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.SendJsonAsync(HttpMethod.Delete, "/v1/roads")).Status);
        Assert.Equal(0, (int)(await reader.ReadAsync("/v1/roads"))["ways"]!);
        Assert.Null(_host.Get<IRoadDirectory>().Find(1));
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
