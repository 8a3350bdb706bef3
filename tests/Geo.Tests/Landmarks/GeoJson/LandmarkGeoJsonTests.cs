using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Geo.Landmarks;
using Gateway.Geo.Landmarks.GeoJson;

namespace Gateway.Geo.Tests.Landmarks.GeoJson;

public sealed class LandmarkGeoJsonTests
{
    [Fact]
    public void A_feature_gives_name_groups_shape_and_all_properties()
    {
        var feature = Parse(FaultCase.Feature(
            """{"type":"Point","coordinates":[-112.07,33.45]}""",
            """{"name":"Depot","groups":["yards","west"],"radius_m":250.5,"site":{"code":7}}"""));
        Assert.Equal("Depot", feature.Name);
        Assert.Equal(["yards", "west"], feature.Groups);
        var circle = Assert.IsType<CircleShape>(feature.Shape);
        Assert.Equal(new GeoPoint(33.45, -112.07), circle.Center);
        Assert.Equal(250.5, circle.RadiusMetres);

        // Read after the document that it came from is gone.
        Assert.Equal(7, feature.Properties.GetProperty("site").GetProperty("code").GetInt32());
    }

    [Fact]
    public void Groups_may_be_left_out_or_null()
    {
        Assert.Empty(Parse(FaultCase.Named("\"a\"")).Groups);
        Assert.Empty(Parse(FaultCase.Named("\"a\",\"groups\":null")).Groups);
    }

    [Fact]
    public void A_collection_gives_its_features_in_order()
    {
        var json = FaultCase.Collection($"{FaultCase.Named("\"a\"")},{FaultCase.Named("\"b\"")}");
        var result = LandmarkGeoJson.Parse(Encoding.UTF8.GetBytes(json));
        Assert.True(result.IsValid);
        Assert.Equal(["a", "b"], result.Features.Select(feature => feature.Name));
    }

    [Fact]
    public void A_parsed_element_reads_as_its_bytes_do()
    {
        using var document = JsonDocument.Parse(FaultCase.Good);
        Assert.True(LandmarkGeoJson.Parse(document.RootElement).IsValid);
    }

    [Fact]
    public void A_landmark_of_the_most_positions_is_read()
    {
        var corners = Enumerable.Range(0, LandmarkGeoJsonLimits.MaxVertices - 1)
            .Select(i => 2 * Math.PI * i / (LandmarkGeoJsonLimits.MaxVertices - 1))
            .Select(angle => (Math.Cos(angle), Math.Sin(angle))).ToArray();
        var shape = Assert.IsType<PolygonShape>(Shapes.Polygon(corners));
        Assert.Equal(LandmarkGeoJsonLimits.MaxVertices, shape.Polygons[0].Rings[0].Count);
    }

    [Theory]
    [InlineData("circle", """{"type":"Point","coordinates":[-112.070001,33.4500000000001]}""")]
    [InlineData("circle", """{"type":"Point","coordinates":[-112.070001,33.45,340.5]}""")]
    [InlineData("polygon", """{"type":"Polygon","coordinates":[[[0,0],[4,0],[4.1,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}""")]
    [InlineData("polygon", """{"type":"Polygon","coordinates":[[[0,0,1.5],[4,0],[4,4,-2],[0,0,1.5]]]}""")]
    [InlineData("polygon", """{"type":"Polygon","coordinates":[[[177,-20],[-178,-20],[-178,-15],[177,-15],[177,-20]]]}""")]
    [InlineData(
        "multipolygon",
        """{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]],[[[9,9],[9.5,9],[9.5,10],[9,9]],[[9.3,9.1],[9.4,9.1],[9.4,9.2],[9.3,9.1]]]]}""")]
    public void A_landmark_is_written_with_the_very_numbers_that_came_in(string kind, string geometry)
    {
        var radius = kind == "circle" ? ",\"radius_m\":75.25" : "";
        var properties = $$"""{"name":"Höhe \u0022 7","groups":["g"]{{radius}}}""";
        var feature = Parse(FaultCase.Feature(geometry, properties));
        Assert.Equal(kind, feature.Shape.Kind.ToName());

        var landmark = new Landmark(42, 7, feature.Name, feature.Groups, feature.Shape);
        var expected = $$"""{"type":"Feature","id":42,"geometry":{{geometry}},"properties":{{properties}}}""";
        AssertSame(expected, Written(writer => LandmarkGeoJson.Write(writer, landmark)));
        AssertSame(
            FaultCase.Feature(geometry, properties),
            Written(writer => LandmarkGeoJson.Write(writer, feature.Name, feature.Groups, feature.Shape)));
    }

    private static LandmarkFeature Parse(string json)
    {
        var result = LandmarkGeoJson.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Empty(result.Faults);
        return Assert.Single(result.Features);
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void AssertSame(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
