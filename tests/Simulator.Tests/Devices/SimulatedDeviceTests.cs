using System.Net;
using DeviceSimulator.Fleet;
using DeviceSimulator.Fleet.Devices;
using DeviceSimulator.Fleet.Loops;
using DeviceSimulator.Fleet.Wire;

namespace Gateway.Simulator.Tests.Devices;

public sealed class SimulatedDeviceTests
{
    [Theory]
    [InlineData(1, false, 512)]
    [InlineData(16, false, 1536)]
    [InlineData(16, true, 512)]
    public async Task A_device_costs_little_memory(int recordsPerFrame, bool preEncoded, int bytes)
    {
        var target = new IPEndPoint(IPAddress.Loopback, 1);
        var options = new FleetOptions
        {
            Target = target,
            Vehicles = 1000,
            RecordsPerFrame = recordsPerFrame,
            FlatOut = preEncoded,
            PreEncoded = preEncoded,
        };
        var context = new FleetContext(options, target, new TeltonikaEncoder(TeltonikaCodec.Codec8), null, TimeProvider.System);
        var loop = new FleetLoop(context, "memory test");
        var devices = new SimulatedDevice[options.Vehicles];

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < devices.Length; i++)
        {
            Outbox outbox = preEncoded ? new TemplateOutbox(context, i) : new RouteOutbox(context, loop.Scratch, i);
            devices[i] = new SimulatedDevice(loop, outbox);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / devices.Length, 1, bytes);
        await loop.EndAsync().WaitAsync(TestContext.Current.CancellationToken);
    }
}
