using System.Text;
using System.Text.Json;
using CsCheck;
using Gateway.Geo.Landmarks.GeoJson;

namespace Gateway.Geo.Tests.Landmarks.GeoJson;

public sealed class LandmarkGeoJsonFaultTests
{
    public static TheoryData<int> Cases => new(Enumerable.Range(0, FaultCase.All.Count));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_is_told_with_its_place_and_code(int number)
    {
        var wrong = FaultCase.All[number];
        var result = Parse(wrong.Json);
        var fault = Assert.Single(result.Faults);
        Assert.Equal((wrong.Code, wrong.Path), (fault.Code, fault.Path));
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        Assert.False(result.IsValid);
        Assert.Empty(result.Features);
    }

    [Fact]
    public void Every_code_has_a_case()
    {
        Assert.Equal(Enum.GetValues<LandmarkFaultCode>(), FaultCase.All.Select(wrong => wrong.Code).Distinct().Order());
    }

    [Fact]
    public void A_bow_tie_is_told_with_the_place_where_it_crosses()
    {
        var fault = Assert.Single(Parse(FaultCase.Polygon("[[[0,0],[2,2],[2,0],[0,2],[0,0]]]")).Faults);
        Assert.Contains("longitude 1, latitude 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_crossing_beyond_the_antimeridian_is_told_within_180_degrees()
    {
        var fault = Assert.Single(Parse(FaultCase.Polygon("[[[179,0],[-177,4],[-177,0],[179,4],[179,0]]]")).Faults);
        Assert.Equal(LandmarkFaultCode.SelfIntersection, fault.Code);
        Assert.Contains("longitude -179, latitude 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_all_features_are_told_at_once()
    {
        var worst = """
            {"type":"Feature","properties":{"groups":7},"geometry":{"type":"Polygon","coordinates":[[],[[0,91]]]}}
            """;
        var faults = Parse(FaultCase.Collection($"{worst},{FaultCase.Good},{FaultCase.Named("7")}")).Faults;
        Assert.Equal(
            [
                (LandmarkFaultCode.NameMissing, "features[0].properties.name"),
                (LandmarkFaultCode.GroupsMalformed, "features[0].properties.groups"),
                (LandmarkFaultCode.RingEmpty, "features[0].geometry.coordinates[0]"),
                (LandmarkFaultCode.LatitudeOutOfRange, "features[0].geometry.coordinates[1][0][1]"),
                (LandmarkFaultCode.NameMissing, "features[2].properties.name"),
            ],
            faults.Select(fault => (fault.Code, fault.Path)));
    }

    [Fact]
    public void The_list_of_faults_ends_at_its_limit()
    {
        var many = FaultCase.Collection(string.Join(',', Enumerable.Repeat("1", 5_000)));
        Assert.Equal(LandmarkGeoJsonLimits.MaxFaults, Parse(many).Faults.Count);
    }

    [Fact]
    public void Names_that_are_not_Unicode_do_not_break_a_document_parsed_elsewhere()
    {
        // Without the check for double names a document with such a name parses; looking a member up in it throws.
        using var document = JsonDocument.Parse("""{"type":"Feature","\ud800abc":1}""");
        var fault = Assert.Single(LandmarkGeoJson.Parse(document.RootElement).Faults);
        Assert.Equal(LandmarkFaultCode.UnsupportedType, fault.Code);
    }

    [Fact]
    public void Documents_with_bytes_changed_never_throw()
    {
        var seed = Encoding.UTF8.GetBytes(FaultCase.Collection(string.Join(
            ',',
            FaultCase.Circle("[1,2]", "50"),
            FaultCase.Polygon("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]"),
            FaultCase.MultiPolygon("[[[[179,0],[-179,0],[-179,4],[179,0]]]]"))));
        var (valid, faulty) = (0, 0);
        Gen.Select(Gen.Int[0, seed.Length - 1], Gen.OneOf(Gen.Byte, Gen.Byte[48, 57])).Array[1, 4].Sample(
            changes =>
            {
                var bytes = (byte[])seed.Clone();
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                var result = LandmarkGeoJson.Parse(bytes);
                Assert.Equal(result.IsValid, result.Features.Count > 0);
                valid += result.IsValid ? 1 : 0;
                faulty += result.IsValid ? 0 : 1;
            },
            iter: 5_000,
            threads: 1);
        Assert.True(valid > 10 && faulty > 10, $"{valid} valid, {faulty} faulty");
    }

    private static LandmarkParseResult Parse(string json) => LandmarkGeoJson.Parse(Encoding.UTF8.GetBytes(json));
}
