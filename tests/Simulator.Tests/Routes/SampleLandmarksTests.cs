using System.Text.Json;
using DeviceSimulator.Fleet.Routes;

namespace Gateway.Simulator.Tests.Routes;

public sealed class SampleLandmarksTests
{
    [Fact]
    public void GeoJson_says_the_same_as_the_list()
    {
        using var document = JsonDocument.Parse(SampleLandmarks.GeoJson);
        Assert.Equal("FeatureCollection", document.RootElement.GetProperty("type").GetString());
        var features = document.RootElement.GetProperty("features").EnumerateArray().ToArray();
        Assert.Equal(SampleLandmarks.All.Count, features.Length);
        foreach (var (feature, landmark) in features.Zip(SampleLandmarks.All))
        {
            var properties = feature.GetProperty("properties");
            var geometry = feature.GetProperty("geometry");
            Assert.Equal("Feature", feature.GetProperty("type").GetString());
            Assert.Equal(landmark.Name, properties.GetProperty("name").GetString());
            Assert.Equal(landmark.Group, Assert.Single(properties.GetProperty("groups").EnumerateArray()).GetString());
            var coordinates = geometry.GetProperty("coordinates");
            if (landmark.RadiusMetres is { } radius)
            {
                Assert.Equal("Point", geometry.GetProperty("type").GetString());
                Assert.Equal(radius, properties.GetProperty("radius_m").GetDouble());
                AssertPoint(landmark.Ring[0], coordinates);
            }
            else
            {
                Assert.Equal("Polygon", geometry.GetProperty("type").GetString());
                Assert.False(properties.TryGetProperty("radius_m", out _));
                var ring = Assert.Single(coordinates.EnumerateArray()).EnumerateArray().ToArray();
                Assert.Equal(landmark.Ring.Count, ring.Length);
                Assert.All(landmark.Ring.Zip(ring), pair => AssertPoint(pair.First, pair.Second));
            }
        }
    }

    [Fact]
    public void Rings_are_closed_and_counter_clockwise()
    {
        foreach (var ring in SampleLandmarks.All.Where(landmark => landmark.RadiusMetres is null).Select(landmark => landmark.Ring))
        {
            Assert.Equal(ring[0], ring[^1]);
            var area = ring.Zip(ring.Skip(1)).Sum(side =>
                ((side.First.Longitude - ring[0].Longitude) * (side.Second.Latitude - ring[0].Latitude))
                - ((side.Second.Longitude - ring[0].Longitude) * (side.First.Latitude - ring[0].Latitude)));
            Assert.True(area > 0);
        }
    }

    [Fact]
    public void Containment_of_a_polygon_and_a_circle()
    {
        var depot = SampleLandmarks.All[0];
        Assert.True(depot.Contains(LocalPlane.ToDegrees(-1600, 0)));
        Assert.True(depot.Contains(LocalPlane.ToDegrees(-1749, 169)));
        Assert.False(depot.Contains(LocalPlane.ToDegrees(-1751, 0)));
        Assert.False(depot.Contains(LocalPlane.ToDegrees(-1600, 171)));
        var fuel = SampleLandmarks.All.Single(landmark => landmark.RadiusMetres is not null);
        Assert.True(fuel.Contains(LocalPlane.ToDegrees(1000, -1011)));
        Assert.False(fuel.Contains(LocalPlane.ToDegrees(1000, -1009)));
        Assert.False(fuel.Contains(LocalPlane.ToDegrees(1150, -1050)));
    }

    private static void AssertPoint(GeoPoint point, JsonElement position)
    {
        Assert.Equal(point.Longitude, position[0].GetDouble(), 6e-8);
        Assert.Equal(point.Latitude, position[1].GetDouble(), 6e-8);
        Assert.Equal(2, position.GetArrayLength());
    }
}
