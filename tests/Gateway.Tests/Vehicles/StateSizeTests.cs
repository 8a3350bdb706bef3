using Gateway.Dispatch.Webhooks;
using Gateway.Protocol.Reports;
using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

/// <summary>Alone, since it looks at the memory of the whole process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class StateSizeTests(ITestOutputHelper output)
{
    private const long Start = 1_709_251_200_000;

    /// <summary>A million vehicles are to fit a box: what one keeps in memory does not grow with what it sent.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(400)]
    public void A_vehicle_keeps_little(int reports)
    {
        const int Vehicles = 2000;
        const int MostBytes = 4000;
        using var bench = new ProcessorBench { Webhooks = WebhookSnapshot.Empty };
        bench.History.KeepsNothing = true;
        var states = new VehicleState[Vehicles];
        Run(bench, new VehicleState(1), reports);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Vehicles; i++)
        {
            states[i] = new VehicleState(i + 2);
            Run(bench, states[i], reports);
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Vehicles;
        output.WriteLine($"{each} bytes a vehicle after {reports} reports; tails of up to {states.Max(state => state.Tail.Capacity)}.");
        GC.KeepAlive(states);
        Assert.InRange(each, 1, MostBytes);
    }

    private static void Run(ProcessorBench bench, VehicleState state, int reports)
    {
        bench.State = state;
        var report = new DeviceReport { HasFix = true, Hdop = 0.9, OdometerMeters = 0 };
        for (var i = 0; i < reports; i++)
        {
            report.DeviceTimeMs = Start + (i * 30_000L);
            report.Latitude = 33.5 + (i * 0.001);
            report.Longitude = -112 + (i * 0.002);
            report.SpeedKph = 50 + (i % 30);
            report.Ignition = i % 50 > 2;
            report.OdometerMeters = 100_000 + (i * 230);
            Assert.Equal(ReportOutcome.InOrder, bench.Process(report, Start + (i * 30_000L)));
        }
    }
}
