using System.Text;
using System.Text.Json.Nodes;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Tests.Events;

public sealed class PostedWriterTests
{
    [Fact]
    public void The_evidence_stands_in_the_data_and_unknown_is_null()
    {
        using var writer = new EventDataWriter();
        var context = new EventContext { SpeedKph = 75 * EventUnits.KilometersPerMile };
        var data = Parse(writer.Posted(context, new PostedDetails(60, 10, "Loop 101", 17, "tagged", 2, 1.23, 0.97)));
        Assert.Equal((60.0, 10.0, 15.0, 25.0), (
            (double)data["speed_limit_mph"]!, (double)data["threshold_mph"]!, (double)data["over_mph"]!, (double)data["percent_over"]!));
        Assert.Equal(("Loop 101", 17L, "tagged", 6.6, 1.2, 0.97), (
            (string?)data["road_name"],
            (long)data["way_id"]!,
            (string?)data["limit_source"],
            (double)data["match_distance_ft"]!,
            (double)data["match_heading_diff_deg"]!,
            (double)data["match_confidence"]!));

        data = Parse(writer.Posted(context, new PostedDetails(60, 10, null, null, "file", 2, null, 0.5)));
        foreach (var name in new[] { "road_name", "way_id", "match_heading_diff_deg" })
        {
            Assert.True(data.ContainsKey(name));
            Assert.Null(data[name]);
        }
    }

    [Fact]
    public void The_example_in_the_catalog_is_what_the_writer_writes()
    {
        var example = Parse(new EventCatalog()[EventType.Posted].ExampleData.Span);
        Assert.Equal(9.56, (double)example["over_mph"]!);
        Assert.False(example.ContainsKey("phase"));
    }

    private static JsonObject Parse(ReadOnlySpan<byte> data) => JsonNode.Parse(Encoding.UTF8.GetString(data))!.AsObject();
}
