using Gateway.Geo.Landmarks.GeoJson;

namespace Gateway.Geo.Tests.Landmarks.GeoJson;

/// <summary>A document with one thing wrong, and how that must be told.</summary>
internal sealed record FaultCase(LandmarkFaultCode Code, string Path, string Json)
{
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new(LandmarkFaultCode.InvalidJson, "$", "{\"type\":"),
        new(LandmarkFaultCode.InvalidJson, "$", ""),
        new(LandmarkFaultCode.InvalidJson, "$", Nested(40)),
        new(LandmarkFaultCode.InvalidJson, "$", """{"type":"Feature","type":"Feature"}"""),
        new(LandmarkFaultCode.InvalidJson, "$", """{"\ud800abc":1,"type":"Feature"}"""),
        new(LandmarkFaultCode.DocumentTooLarge, "$", new string(' ', LandmarkGeoJsonLimits.MaxDocumentBytes + 1)),
        new(LandmarkFaultCode.UnsupportedType, "type", "[]"),
        new(LandmarkFaultCode.UnsupportedType, "type", "{}"),
        new(LandmarkFaultCode.UnsupportedType, "type", """{"type":"Polygon","coordinates":[]}"""),
        new(LandmarkFaultCode.UnsupportedType, "type", """{"type":"Fea\ud800"}"""),
        new(LandmarkFaultCode.UnsupportedType, "features[0].type", Collection("7")),
        new(LandmarkFaultCode.UnsupportedType, "features[0].type", Collection("""{"type":"FeatureCollection"}""")),
        new(LandmarkFaultCode.FeaturesMissing, "features", """{"type":"FeatureCollection"}"""),
        new(LandmarkFaultCode.FeaturesMissing, "features", Collection("")),
        new(
            LandmarkFaultCode.TooManyFeatures,
            "features",
            Collection(string.Join(',', Enumerable.Repeat("1", LandmarkGeoJsonLimits.MaxFeatures + 1)))),

        new(LandmarkFaultCode.GeometryMissing, "geometry", """{"type":"Feature","properties":{"name":"a"}}"""),
        new(LandmarkFaultCode.GeometryMissing, "geometry", Feature("null")),
        new(LandmarkFaultCode.UnsupportedGeometry, "geometry.type", Feature("{}")),
        new(
            LandmarkFaultCode.UnsupportedGeometry,
            "features[1].geometry.type",
            Collection($"{Good},{Feature("""{"type":"LineString","coordinates":[[0,0],[1,1]]}""")}")),
        new(LandmarkFaultCode.CoordinatesMalformed, "geometry.coordinates", Feature("""{"type":"Polygon"}""")),
        new(LandmarkFaultCode.CoordinatesMalformed, "geometry.coordinates", Circle("7", "5")),
        new(LandmarkFaultCode.CoordinatesMalformed, "geometry.coordinates[0]", Polygon("[7]")),
        new(LandmarkFaultCode.CoordinatesMalformed, "geometry.coordinates[0]", MultiPolygon("[7]")),
        new(LandmarkFaultCode.PositionMalformed, "geometry.coordinates[0][1]", Polygon("[[[0,0],[1],[1,1],[0,0]]]")),
        new(LandmarkFaultCode.PositionMalformed, "geometry.coordinates[0][2]", Polygon("[[[0,0],[1,0],7,[0,0]]]")),
        new(LandmarkFaultCode.PositionMalformed, "geometry.coordinates", Circle("[1,2,3,4]", "5")),
        new(LandmarkFaultCode.CoordinateNotNumber, "geometry.coordinates[0][1][0]", Polygon("""[[[0,0],["NaN",0]]]""")),
        new(LandmarkFaultCode.CoordinateNotNumber, "geometry.coordinates[1]", Circle("[1,1e999]", "5")),
        new(LandmarkFaultCode.CoordinateNotNumber, "geometry.coordinates[2]", Circle("[1,2,null]", "5")),
        new(LandmarkFaultCode.LatitudeOutOfRange, "geometry.coordinates[0][1][1]", Polygon("[[[0,0],[0,90.1]]]")),
        new(LandmarkFaultCode.LongitudeOutOfRange, "geometry.coordinates[0][0][0]", Polygon("[[[-180.1,0]]]")),
        new(LandmarkFaultCode.LongitudeOutOfRange, "geometry.coordinates[0]", Circle("[180.1,0]", "5")),

        new(LandmarkFaultCode.PolygonEmpty, "geometry.coordinates", Polygon("[]")),
        new(LandmarkFaultCode.PolygonEmpty, "geometry.coordinates", MultiPolygon("[]")),
        new(LandmarkFaultCode.PolygonEmpty, "geometry.coordinates[0]", MultiPolygon("[[]]")),
        new(LandmarkFaultCode.RingEmpty, "geometry.coordinates[0]", Polygon("[[]]")),
        new(LandmarkFaultCode.RingTooShort, "geometry.coordinates[0]", Polygon("[[[0,0],[1,1],[0,0]]]")),
        new(LandmarkFaultCode.RingTooShort, "geometry.coordinates", Polygon("[[[0,0],[1,1],[1,1],[0,0]]]")),
        new(LandmarkFaultCode.RingNotClosed, "geometry.coordinates[0][3]", Polygon("[[[0,0],[1,0],[1,1],[0,1]]]")),
        new(
            LandmarkFaultCode.RingNotClosed,
            "features[1].geometry.coordinates[0][0][3]",
            Collection($"{Good},{MultiPolygon("[[[[0,0],[1,0],[1,1],[0,1]]]]")}")),
        new(
            LandmarkFaultCode.RingAroundPole,
            "geometry.coordinates[0]",
            Polygon("[[[0,80],[90,80],[180,80],[-90,80],[0,80]]]")),
        new(
            LandmarkFaultCode.RingTooWide,
            "geometry.coordinates[0]",
            Polygon(
                "[[[0,0],[120,1],[-120,2],[0,3],[120,4],[120,14],[0,13],[-120,12],[120,11],[0,10],[0,0]]]")),
        new(
            LandmarkFaultCode.TooManyVertices,
            "geometry.coordinates[0]",
            Polygon($"[[{string.Join(',', Enumerable.Repeat("0", LandmarkGeoJsonLimits.MaxVertices + 1))}]]")),
        new(LandmarkFaultCode.SelfIntersection, "geometry.coordinates", Polygon("[[[0,0],[2,2],[2,0],[0,2],[0,0]]]")),
        new(
            LandmarkFaultCode.SelfIntersection,
            "geometry.coordinates[0]",
            MultiPolygon($"[[{Square(0, 0, 4)},[[2,1],[6,1],[6,2],[2,2],[2,1]]]]")),
        new(
            LandmarkFaultCode.SelfIntersection,
            "geometry.coordinates",
            Polygon("[[[179,0],[-179,2],[-179,0],[179,2],[179,0]]]")),
        new(LandmarkFaultCode.HoleOutsideShell, "geometry.coordinates", Polygon($"[{Square(0, 0, 4)},{Square(9, 9, 1)}]")),
        new(
            LandmarkFaultCode.HolesOverlap,
            "geometry.coordinates",
            Polygon($"[{Square(0, 0, 9)},{Square(2, 2, 5)},{Square(3, 3, 1)}]")),
        new(
            LandmarkFaultCode.SelfIntersection,
            "geometry.coordinates",
            Polygon($"[{Square(0, 0, 9)},{Square(2, 2, 5)},{Square(2, 2, 5)}]")),
        new(
            LandmarkFaultCode.InteriorDisconnected,
            "geometry.coordinates",
            Polygon("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[2,0],[3,2],[2,4],[1,2],[2,0]]]")),

        new(LandmarkFaultCode.RadiusMissing, "properties.radius_m", Circle("[1,2]", "null")),
        new(LandmarkFaultCode.RadiusNotNumber, "properties.radius_m", Circle("[1,2]", "\"50\"")),
        new(LandmarkFaultCode.RadiusNotNumber, "properties.radius_m", Circle("[1,2]", "1e999")),
        new(LandmarkFaultCode.RadiusNotPositive, "properties.radius_m", Circle("[1,2]", "0")),
        new(LandmarkFaultCode.RadiusNotPositive, "properties.radius_m", Circle("[1,2]", "-5")),
        new(LandmarkFaultCode.RadiusTooBig, "properties.radius_m", Circle("[1,2]", "100000.1")),

        new(
            LandmarkFaultCode.PropertiesTooLarge,
            "properties",
            Named($"\"a\",\"note\":\"{new string('x', LandmarkGeoJsonLimits.MaxPropertiesBytes)}\"")),
        new(LandmarkFaultCode.NameMissing, "properties.name", Named("7")),
        new(LandmarkFaultCode.NameMissing, "properties.name", Named("\"  \"")),
        new(LandmarkFaultCode.NameMissing, "properties.name", Named("\"\\ud800\"")),
        new(
            LandmarkFaultCode.NameMissing,
            "properties.name",
            $$"""{"type":"Feature","properties":null,"geometry":{{SquareGeometry}}}"""),
        new(LandmarkFaultCode.NameTooLong, "properties.name", Named($"\"{new string('x', 201)}\"")),
        new(LandmarkFaultCode.GroupsMalformed, "properties.groups", Named("\"a\",\"groups\":\"depots\"")),
        new(LandmarkFaultCode.GroupsMalformed, "properties.groups[1]", Named("\"a\",\"groups\":[\"b\",7]")),
        new(LandmarkFaultCode.GroupsMalformed, "properties.groups[0]", Named("\"a\",\"groups\":[\"\"]")),
        new(
            LandmarkFaultCode.TooManyGroups,
            "properties.groups",
            Named($"\"a\",\"groups\":[{string.Join(',', Enumerable.Repeat("\"b\"", 101))}]")),
    ];

    public static string Good => Feature(SquareGeometry);

    private static string SquareGeometry => $$"""{"type":"Polygon","coordinates":[{{Square(0, 0, 1)}}]}""";

    public static string Collection(string features) =>
        $$"""{"type":"FeatureCollection","features":[{{features}}]}""";

    public static string Named(string name) =>
        $$$"""{"type":"Feature","properties":{"name":{{{name}}}},"geometry":{{{SquareGeometry}}}}""";

    public static string Feature(string geometry, string properties = """{"name":"a"}""") =>
        $$"""{"type":"Feature","properties":{{properties}},"geometry":{{geometry}}}""";

    public static string Polygon(string coordinates) =>
        Feature($$"""{"type":"Polygon","coordinates":{{coordinates}}}""");

    public static string MultiPolygon(string coordinates) =>
        Feature($$"""{"type":"MultiPolygon","coordinates":{{coordinates}}}""");

    public static string Circle(string center, string radius) => Feature(
        $$"""{"type":"Point","coordinates":{{center}}}""", $$"""{"name":"a","radius_m":{{radius}}}""");

    private static string Square(int west, int south, int size) =>
        $"[[{west},{south}],[{west + size},{south}],[{west + size},{south + size}],[{west},{south + size}],[{west},{south}]]";

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
