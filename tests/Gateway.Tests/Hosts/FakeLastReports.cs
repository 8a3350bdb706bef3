using System.Collections.Concurrent;
using Gateway.Vehicles;

namespace Gateway.Tests.Hosts;

/// <summary>Stands for the vehicle states.</summary>
internal sealed class FakeLastReports : ILastReports
{
    public ConcurrentDictionary<long, LastReport> Reports { get; } = new();

    public LastReport? Get(long vehicleId) => Reports.GetValueOrDefault(vehicleId);
}
