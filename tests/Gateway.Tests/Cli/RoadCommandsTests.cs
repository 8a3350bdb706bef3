using Gateway.Testing;
using Gateway.Tests.Hosts;
using Gateway.Tests.Roads;

namespace Gateway.Tests.Cli;

public sealed class RoadCommandsTests : IAsyncLifetime
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
    public async Task Roads_from_import_to_clear()
    {
        var file = Write("city.geojson", RoadFiles.Collection);
        var imported = await RunAsync("road", "import", file, "--output", "json");
        Assert.Equal((0, ""), (imported.Code, imported.Error));
        Assert.Equal(2, (int)imported.Json["roads"]!["ways"]!);
        var replaced = await RunAsync("road", "import", Write("one.ndjson", RoadFiles.Main + "\n"), "--replace");
        Assert.Equal(0, replaced.Code);
        Assert.StartsWith("Imported: 1 ways, 1 segments in all", replaced.Output, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await RunAsync("road", "list", "--output", "json")).Json["ways"]!);

        var at = await RunAsync("road", "at", "33.45001", "-112.075", "--heading", "90", "--output", "json");
        Assert.Equal((0, 17), (at.Code, (int)at.Json["way_id"]!));
        Assert.Contains("Main Street", (await RunAsync("road", "at", "33.45", "-112.075")).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("road", "clear")).Code);
        Assert.Equal(1, (await RunAsync("road", "clear")).Code);
    }

    [Fact]
    public async Task An_OpenStreetMap_extract_is_imported()
    {
        var path = Path.Combine(_folder.Path, "city.osm.pbf");
        var extract = new OsmPbf().Header("OsmSchema-V0.6", "DenseNodes")
            .Dense((1, 33.45, -112.08), (2, 33.45, -112.06)).Block()
            .Way(10, [("highway", "primary"), ("name", "Main Street"), ("maxspeed", "45 mph")], 1, 2).Block();
        await File.WriteAllBytesAsync(path, extract.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("road", "import", path)).Code);
        var at = await RunAsync("road", "at", "33.45", "-112.07", "--heading", "90", "--output", "json");
        Assert.Equal(("Main Street", 45.0), ((string?)at.Json["road_name"], (double)at.Json["speed_limit_mph"]!));
        Assert.True((bool)at.Json["confident"]!);
    }

    [Fact]
    public async Task An_extract_goes_as_it_is_and_what_is_refused_is_code_1()
    {
        var refused = await RunAsync("road", "import", Write("bad.osm.pbf", "no extract"));
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains("not an .osm.pbf", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("road", "at", "95", "0")).Code);
        Assert.Equal(2, (await RunAsync("road", "at", "33")).Code);
        Assert.Equal(2, (await RunAsync("road", "import", "/there/is/no/such.file")).Code);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<CliRun> RunAsync(params string[] args) => CliRun.StartAsync(_host, args);
}
