using CsCheck;
using Gateway.Geo.Roads;
using Gateway.Geo.Roads.Pbf;
using Gateway.Testing;

namespace Gateway.Geo.Tests.Roads.Pbf;

public sealed class RoadPbfReaderTests
{
    [Theory]
    [InlineData(true, 100)]
    [InlineData(false, 100)]
    [InlineData(true, 1000)]
    public void Roads_of_an_extract_are_read(bool packed, int granularity)
    {
        var (builder, result) = Read(Extract(packed, granularity));
        Assert.Empty(result.Faults);
        Assert.Equal((1, 2), (result.Skipped, result.WithoutLimit));
        var index = builder.Build();

        // Way 12 has a node that is not in the extract: two lines are left of it.
        Assert.Equal((4, 5), (index.WayCount, index.SegmentCount));
        var main = Match(index, 33.45, -112.071, 90)!.Value;
        Assert.True(main.IsConfident);
        Assert.Equal((10L, "Main Street", 45.0), (main.Road.WayId, main.Road.Name, main.Road.LimitMph));
        Assert.InRange(main.Road.DistanceMetres, 0, 0.2);
        var hill = Match(index, 33.4605, -112.07, 180)!.Value.Road;
        Assert.Equal((11L, "A 1", 31.07), (hill.WayId, hill.Name, hill.LimitMph));
        Assert.Null(Match(index, 33.4605, -112.07, 0));
        Assert.Null(Match(index, 33.475, -112.07, 90));
    }

    [Fact]
    public void A_file_cut_anywhere_is_a_fault_and_any_byte_changed_ends_in_a_result()
    {
        var file = Extract(packed: false, 100);
        var whole = 0;
        for (var length = 0; length < file.Length; length++)
        {
            whole += Read(file[..length]).Result.IsValid ? 1 : 0;
        }

        // Only a cut between two blocks leaves a file.
        Assert.Equal(2, whole);
        var broken = 0;
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Sample(
            (at, value) =>
            {
                var changed = (byte[])file.Clone();
                changed[at] = value;
                broken += Read(changed).Result.IsValid ? 0 : 1;
            },
            iter: 5_000,
            threads: 1);
        Assert.True(broken > 500, $"{broken} broken");
    }

    [Fact]
    public void What_is_not_a_file_of_this_kind_is_told_with_its_place()
    {
        AssertFault([], "byte 0", "empty");
        AssertFault("{\"type\":\"FeatureCollection\"}"u8.ToArray(), "byte 0", "not an .osm.pbf");
        AssertFault(OsmPbf.Blob("OSMData", [], packed: false), "byte 0", "not an .osm.pbf");
        AssertFault(new OsmPbf().Header("OsmSchema-V0.6", "HistoricalInformation").ToArray(), "byte 0", "HistoricalInformation");
        var header = new OsmPbf().Header("DenseNodes").ToArray();
        AssertFault([.. header, .. OsmPbf.Blob("OSMData", [0xFF], packed: true)], $"byte {header.Length}", "broken");
        AssertFault([.. header, 0x7F, 0, 0, 0], $"byte {header.Length}", "not an .osm.pbf");
    }

    [Fact]
    public void Data_that_unpacks_to_more_than_it_says_is_refused()
    {
        var blob = OsmPbf.Blob("OSMHeader", new byte[1 << 20], packed: true);
        var at = blob.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x10, 0x80, 0x80, 0x40]);
        blob[at + 3] = 0x01;
        AssertFault(blob, "byte 0", "unpacked");
    }

    [Fact]
    public void Segments_are_capped() => Assert.Contains(
        "2 segments",
        Assert.Single(RoadPbfReader.Read(
            new MemoryStream(Extract(true, 100)), new RoadIndexBuilder(), new RoadReadLimits { MaxSegments = 2 }, default).Faults).Message,
        StringComparison.Ordinal);

    private static byte[] Extract(bool packed, int granularity) => new OsmPbf { IsPacked = packed, Granularity = granularity }
        .Header("OsmSchema-V0.6", "DenseNodes")
        .Dense((1, 33.45, -112.08), (2, 33.45, -112.07), (3, 33.45, -112.06), (4, 33.46, -112.07), (5, 33.461, -112.07))
        .Node(6, 33.47, -112.08).Node(7, 33.47, -112.075).Node(9, 33.47, -112.06).Node(10, 33.47, -112.055)
        .Block()
        .Way(10, [("highway", "primary"), ("name", "Main Street"), ("maxspeed", "45 mph")], 1, 2, 3)
        .Way(11, [("highway", "trunk"), ("ref", "A 1"), ("maxspeed", "50"), ("oneway", "-1"), ("surface", "asphalt")], 4, 5)
        .Way(12, [("highway", "residential")], 6, 7, 8, 9, 10)
        .Way(13, [("highway", "footway")], 1, 5)
        .Way(14, [("building", "yes")], 1, 2, 3, 1)
        .Block()
        .ToArray();

    private static RoadMatch? Match(RoadIndex index, double latitude, double longitude, double heading) => index.Match(
        new RoadFix { Latitude = latitude, Longitude = longitude, Heading = heading, SpeedMph = 50 }, new RoadQuery());

    private static void AssertFault(byte[] file, string place, string message)
    {
        var fault = Assert.Single(Read(file).Result.Faults);
        Assert.Equal(place, fault.Place);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    private static (RoadIndexBuilder Builder, RoadReadResult Result) Read(byte[] file)
    {
        var builder = new RoadIndexBuilder();
        return (builder, RoadPbfReader.Read(new MemoryStream(file), builder, new RoadReadLimits(), default));
    }
}
