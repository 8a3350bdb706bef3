using System.Net;
using DeviceSimulator.Fleet;

namespace Gateway.Simulator.Tests.Support;

/// <summary>Options of fleets for tests.</summary>
internal static class TestFleets
{
    /// <summary>One vehicle that sends as fast as it is answered and comes back quickly.</summary>
    public static FleetOptions FlatOut(IPEndPoint target) => new()
    {
        Target = target,
        FlatOut = true,
        Step = TimeSpan.FromSeconds(10),
        BackoffInitial = TimeSpan.FromMilliseconds(10),
        BackoffMax = TimeSpan.FromMilliseconds(20),
    };
}
