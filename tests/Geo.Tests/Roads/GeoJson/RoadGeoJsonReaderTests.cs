using System.Text;
using CsCheck;
using Gateway.Geo.Roads;
using Gateway.Geo.Roads.GeoJson;

namespace Gateway.Geo.Tests.Roads.GeoJson;

public sealed class RoadGeoJsonReaderTests
{
    private const string Main = """
        {"type":"Feature","geometry":{"type":"LineString","coordinates":[[-112.08,33.45],[-112.06,33.45,300]]},
         "properties":{"osm_id":"way/17","name":"Main \"St\" {]","maxspeed":"45 mph","highway":"primary","features":["x"]}}
        """;

    private const string Slow = """{"type":"Feature","id":18,"properties":{"speed_limit_mph":25,"oneway":"-1"},"geometry":{"type":"MultiLineString","coordinates":[[[-112.07,33.44],[-112.07,33.445]],[[-112.07,33.447],[-112.07,33.449]]]}}""";
    private const string Walk = """{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]},"properties":{"highway":"footway","maxspeed":"5"}}""";
    private const string Point = """{"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]},"properties":null}""";

    public static TheoryData<string> Forms => new(
        $$"""{"type":"FeatureCollection","features":[{{Main}},{{Slow}},{{Walk}},{{Point}}]}""",
        $$"""{"name":"features","bbox":[1,[2]],"features":[{{Main}} , {{Slow}},{{Walk}},{{Point}} ],"crs":{"features":[1]} }""",
        $"{Main.ReplaceLineEndings(" ")}\n{Slow}\n\n{Walk}\r\n{Point}",
        $"\uFEFF{Main}\u001e{Slow}\n{Walk}{Point}\n");

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Collections_and_features_one_after_the_other_are_read(string text)
    {
        var (builder, result) = await ReadAsync(text);
        Assert.Empty(result.Faults);
        Assert.Equal((2, 0), (result.Skipped, result.WithoutLimit));
        var index = builder.Build();
        Assert.Equal((3, 3), (index.WayCount, index.SegmentCount));
        var main = Match(index, 33.45001, -112.07, 90)!.Value.Road;
        Assert.Equal(
            (17L, "Main \"St\" {]", 45.0, LimitSource.Tagged), (main.WayId, main.Name, main.LimitMph, main.Source));
        var slow = Match(index, 33.444, -112.07, 180)!.Value.Road;
        Assert.Equal((18L, null, 25.0, LimitSource.File), (slow.WayId, slow.Name, slow.LimitMph, slow.Source));
        Assert.Null(Match(index, 33.444, -112.07, 0));
    }

    [Theory]
    [InlineData("""[1,2]""", "byte 1")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature\""", "byte ")]
    [InlineData("""{"type":"FeatureCollection"}""", "feature 1")]
    [InlineData("""{"type":"FeatureCollection","features":[7]}""", "byte ")]
    [InlineData("""{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[0,91]]}}""", "feature 1")]
    [InlineData("""{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],["1","1"]]}}""", "feature 1")]
    [InlineData("""{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[1e999,0]]}}""", "feature 1")]
    [InlineData("""{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0]]}}""", "feature 1")]
    [InlineData("""{"type":"Feature","geometry":{"type":"LineString","coordinates":[0,0]}}""", "feature 1")]
    [InlineData("""{"type":"Feature","geometry":{"type":"LineString"}}""", "feature 1")]
    [InlineData("""{"type":"Feature","geometry":7}""", "feature 1")]
    [InlineData("""{"type":"Feature",}""", "feature 1")]
    [InlineData("""{"name":"","\ud800":1}""", "feature 1")]
    [InlineData("""{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]},"properties":{"\ud800":1}}""", "feature 1")]
    [InlineData("""}""", "byte 1")]
    [InlineData("no json", "byte 1")]
    public async Task What_is_broken_is_named_with_its_place(string text, string place)
    {
        var (_, result) = await ReadAsync(text);
        Assert.StartsWith(place, result.Faults[0].Place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_are_capped()
    {
        var (_, large) = await ReadAsync(Main, new RoadReadLimits { MaxFeatureBytes = 100 });
        Assert.Contains("100 bytes", Assert.Single(large.Faults).Message, StringComparison.Ordinal);
        var (_, many) = await ReadAsync($"{Main}{Main}{Main}{Main}", new RoadReadLimits { MaxSegments = 3 });
        Assert.Contains("3 segments", Assert.Single(many.Faults).Message, StringComparison.Ordinal);
        var nested = string.Concat(Enumerable.Repeat("[", 1_000)) + string.Concat(Enumerable.Repeat("]", 1_000));
        var (_, deep) = await ReadAsync($$"""{"type":"Feature","x":{{nested}}}""");
        Assert.NotEmpty(deep.Faults);
    }

    [Fact]
    public void Mutated_text_ends_in_a_result()
    {
        var valid = Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{Main}},{{Slow}}]}""");
        var broken = 0;
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Bool).Sample(
            (at, value, cut) =>
            {
                var bytes = cut ? valid[..at] : (byte[])valid.Clone();
                if (!cut)
                {
                    bytes[at] = value;
                }

                var result = RoadGeoJsonReader.ReadAsync(
                    new MemoryStream(bytes), new RoadIndexBuilder(), new RoadReadLimits(), CancellationToken.None)
                    .GetAwaiter().GetResult();
                broken += result.IsValid ? 0 : 1;
            },
            iter: 2_000,
            threads: 1);
        Assert.True(broken > 500, $"{broken} broken");
    }

    private static RoadMatch? Match(RoadIndex index, double latitude, double longitude, double heading) => index.Match(
        new RoadFix { Latitude = latitude, Longitude = longitude, Heading = heading, SpeedMph = 50 }, new RoadQuery());

    private static async Task<(RoadIndexBuilder Builder, RoadReadResult Result)> ReadAsync(
        string text, RoadReadLimits? limits = null)
    {
        var builder = new RoadIndexBuilder();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var result = await RoadGeoJsonReader.ReadAsync(
            stream, builder, limits ?? new RoadReadLimits(), TestContext.Current.CancellationToken);
        return (builder, result);
    }
}
