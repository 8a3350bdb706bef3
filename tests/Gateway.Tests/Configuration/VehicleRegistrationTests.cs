using System.Diagnostics.Metrics;
using Gateway.Audit;
using Gateway.Configuration.Vehicles;
using Gateway.Tests.Hosts;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Gateway.Tests.Configuration;

public sealed class VehicleRegistrationTests
{
    [Fact]
    public async Task A_fleet_that_comes_at_once_shares_transactions()
    {
        using var folder = new TempFolder();
        const int Devices = 1000;
        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            using var commits = new MetricCollector<long>(
                host.Get<IMeterFactory>(), "Gateway.Configuration", "gateway.configuration.commits");
            var directory = host.Get<IVehicleDirectory>();

            // Each device twice: it connects again before it is answered.
            var vehicles = await Task.WhenAll(Enumerable.Range(0, 2 * Devices).Select(number => Task.Run(
                () => directory.RegisterAsync($"dev{number % Devices}", "gt06", TestContext.Current.CancellationToken))));

            Assert.Equal(Devices, vehicles.Select(vehicle => vehicle.Id).Distinct().Count());
            Assert.Equal(Devices, directory.Current.Count);
            Assert.All(vehicles, vehicle => Assert.Equal(vehicle.Id, directory.Current.FindByDevice(vehicle.DeviceId!)!.Id));
            Assert.InRange(commits.GetMeasurementSnapshot().Sum(commit => commit.Value), 1, Devices / 10);
        }

        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            var snapshot = host.Get<IVehicleDirectory>().Current;
            Assert.Equal(Devices, snapshot.Count);
            var vehicle = snapshot.FindByDevice("dev7")!;
            Assert.Equal(1, vehicle.AccountId);
            Assert.Equal($"V{vehicle.Id}", vehicle.RefId);
            Assert.Equal("gt06", vehicle.Attributes["protocol"]);
        }
    }

    [Fact]
    public async Task A_known_device_costs_no_write()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client.CreateAsync("/v1/vehicles", """{"device_id":"1","label":"Mine"}""");

        // The audit entry of that request is a commit of its own, some time after the answer.
        await host.Get<AuditLog>().SettleAsync(TestContext.Current.CancellationToken);
        using var commits = new MetricCollector<long>(
            host.Get<IMeterFactory>(), "Gateway.Configuration", "gateway.configuration.commits");

        var vehicle = await host.Get<IVehicleDirectory>().RegisterAsync("1", "gt06", TestContext.Current.CancellationToken);

        Assert.Equal("Mine", vehicle.Label);
        Assert.Empty(commits.GetMeasurementSnapshot());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("123456789012345678901234567890123")]
    public async Task Refuses_what_is_no_device_id(string deviceId)
    {
        await using var host = await ApiHost.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => host.Get<IVehicleDirectory>().RegisterAsync(
            deviceId, "gt06", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_stop_the_others()
    {
        await using var host = await ApiHost.StartAsync();
        var directory = host.Get<IVehicleDirectory>();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => directory.RegisterAsync("1", "gt06", stop.Token));
        var other = await directory.RegisterAsync("2", "gt06", TestContext.Current.CancellationToken);
        var again = await directory.RegisterAsync("1", "gt06", TestContext.Current.CancellationToken);

        Assert.NotEqual(other.Id, again.Id);
        Assert.Equal(2, directory.Current.Count);
    }
}
