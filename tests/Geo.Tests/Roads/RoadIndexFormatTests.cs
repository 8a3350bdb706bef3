using Gateway.Geo.Roads;

namespace Gateway.Geo.Tests.Roads;

public sealed class RoadIndexFormatTests
{
    [Fact]
    public void An_index_comes_back_as_it_was_written()
    {
        var map = new RoadMap().Road(1, 65, (-500, 0), (500, 0)).Road(2, null, (0, -500), (0, 500), (10, 600));
        using var stream = new MemoryStream();
        RoadIndexFormat.Write(map.Index, stream);
        stream.Position = 0;
        var read = RoadIndexFormat.Read(stream, out var fault);
        Assert.Null(fault);
        Assert.Equal((2, 3), (read!.WayCount, read.SegmentCount));
        var fix = new RoadFix { Latitude = RoadMap.Lat(3), Longitude = RoadMap.Lon(100), Heading = 90, SpeedMph = 70 };
        Assert.Equal(map.Index.Match(fix, new RoadQuery()), read.Match(fix, new RoadQuery()));
    }

    [Fact]
    public void What_is_cut_or_changed_is_refused_or_read_and_never_throws()
    {
        var map = new RoadMap().Road(1, 65, (-500, 0), (500, 0)).Road(2, null, (0, -500), (0, 500), (10, 600));
        using var stream = new MemoryStream();
        RoadIndexFormat.Write(map.Index, stream);
        var bytes = stream.ToArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(RoadIndexFormat.Read(new MemoryStream(bytes[..length]), out var fault));
            Assert.NotNull(fault);
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 0x80;
            var read = RoadIndexFormat.Read(new MemoryStream(changed), out var fault);
            Assert.True(read is null == fault is not null);
        }
    }

    [Fact]
    public void Adding_replaces_roads_of_the_same_id_and_keeps_the_others()
    {
        var old = new RoadMap().Road(1, 65, (-500, 0), (500, 0)).Road(2, 25, (0, -500), (0, 500)).Index;
        var builder = new RoadIndexBuilder();
        builder.Add(
            new RoadAttributes(1, "new", OneWay.No, 55, 55, LimitSource.File),
            [RoadMap.Lon(-500), RoadMap.Lat(100), RoadMap.Lon(500), RoadMap.Lat(100)]);
        builder.AddOthersOf(old);
        var index = builder.Build();
        Assert.Equal((2, 2), (index.WayCount, index.SegmentCount));
        RoadMatch? At(double north, double heading) => index.Match(
            new RoadFix { Latitude = RoadMap.Lat(north), Longitude = RoadMap.Lon(0), Heading = heading, SpeedMph = 40 },
            new RoadQuery());
        Assert.Null(At(0, 90));
        Assert.True(At(100, 90)!.Value.Road is { WayId: 1, Name: "new", LimitMph: 55 });
        Assert.True(At(0, 0)!.Value.Road is { WayId: 2, Name: "road 2", LimitMph: 25 });
    }
}
