namespace Gateway.Tests.Roads;

/// <summary>Roads in downtown Phoenix, as GeoJSON.</summary>
internal static class RoadFiles
{
    public const string Main = """
        {"type":"Feature","geometry":{"type":"LineString","coordinates":[[-112.08,33.45],[-112.06,33.45]]},"properties":{"osm_id":17,"name":"Main Street","maxspeed":"45 mph"}}
        """;

    public const string Cross = """
        {"type":"Feature","geometry":{"type":"LineString","coordinates":[[-112.07,33.44],[-112.07,33.46]]},"properties":{"osm_id":18,"name":"Cross Road","speed_limit_mph":25}}
        """;

    public const string Collection = $$"""{"type":"FeatureCollection","features":[{{Main}},{{Cross}}]}""";

    public const string OnMain = "latitude=33.45001&longitude=-112.075&heading=91";
}
