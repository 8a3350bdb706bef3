using System.Net;
using DeviceSimulator.Fleet;

namespace Gateway.Simulator.Tests;

public sealed class FleetOptionsTests
{
    private static readonly FleetOptions Sound = new() { Target = new IPEndPoint(IPAddress.Loopback, 5027) };

    [Fact]
    public void Defaults_are_sound() => Assert.Empty(Sound.Faults());

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var options = Sound with
        {
            Vehicles = 0,
            RecordsPerFrame = 256,
            Interval = TimeSpan.Zero,
            PreEncoded = true,
            ImeiBase = 35,
        };
        string[] expected = ["vehicles", "interval", "records-per-frame", "imei-base", "pre-encoded"];
        Assert.Equal(expected, options.Faults().Select(fault => fault[..fault.IndexOf(':')]));
        var exception = Assert.Throws<ArgumentException>(() => new DeviceFleet(options));
        Assert.All(expected, name => Assert.Contains(name, exception.Message));
    }

    [Fact]
    public void The_last_vehicle_must_still_have_15_digits()
    {
        var edge = Sound with { ImeiBase = 999_999_999_999_990, Vehicles = 10 };
        Assert.Empty(edge.Faults());
        Assert.Equal("999999999999999", edge.ImeiOf(9));
        Assert.Single((edge with { Vehicles = 11 }).Faults());
    }

    [Fact]
    public void Step_follows_the_real_time_between_records()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), (Sound with { RecordsPerFrame = 5 }).EffectiveStep);
        Assert.Equal(TimeSpan.FromSeconds(1), (Sound with { FlatOut = true }).EffectiveStep);
        Assert.Equal(TimeSpan.FromSeconds(7), (Sound with { Step = TimeSpan.FromSeconds(7) }).EffectiveStep);
    }
}
