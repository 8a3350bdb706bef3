using System.Collections.Concurrent;
using DeviceSimulator.Fleet;

namespace Gateway.Simulator.Tests.Support;

internal sealed class RecordingObserver : IFleetObserver
{
    public ConcurrentDictionary<ulong, RecordInfo> Created { get; } = [];

    public ConcurrentDictionary<ulong, RecordInfo> Acknowledged { get; } = [];

    public ConcurrentQueue<string> Events { get; } = [];

    public void RecordCreated(in RecordInfo record) => Assert.True(Created.TryAdd(record.Key, record));

    public void RecordsAcknowledged(int vehicleIndex, ReadOnlySpan<RecordInfo> records)
    {
        foreach (var record in records)
        {
            Assert.Equal(vehicleIndex, record.VehicleIndex);
            Assert.True(Acknowledged.TryAdd(record.Key, record));
        }
    }

    public void Connected(int vehicleIndex) => Events.Enqueue($"connected {vehicleIndex}");

    public void Refused(int vehicleIndex) => Events.Enqueue($"refused {vehicleIndex}");

    public void Disconnected(int vehicleIndex) => Events.Enqueue($"disconnected {vehicleIndex}");
}
