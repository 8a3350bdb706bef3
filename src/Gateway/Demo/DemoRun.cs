using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using DeviceSimulator.Fleet;
using Gateway.Devices;
using Gateway.Hosting;

namespace Gateway.Demo;

/// <summary>
/// One run of the demo: a real gateway on a temporary folder, set up over its own API, a simulated fleet on its device
/// port and a receiver that checks every signature. Ends true when every event expected of the fleet's acknowledged
/// records arrived.
/// </summary>
internal sealed class DemoRun(TimeSpan? duration, int vehicles, TextWriter output, TimeProvider time)
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(1);

    private readonly Lock _outputLock = new();

    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-demo-").FullName;
        try
        {
            return await RunAsync(folder, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            WriteLine("Stopped before the fleet had started.");
            return false;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> RunAsync(string folder, CancellationToken cancellationToken)
    {
        // Before there is a host: it would take the signals for itself.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var terminated = new SignalStop(stop);
        var expectation = new DemoExpectation();
        await using var receiver = await DemoReceiver.StartAsync(expectation, WriteLine);
        var adminKey = $"demo_{Convert.ToHexString(RandomNumberGenerator.GetBytes(24))}";
        await using var server = new GatewayServer(Settings(folder), adminKey, GatewayLogging.WarningsToStandardError);
        if (await server.StartAsync(stop.Token) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return false;
        }

        WriteLine($"Ready: API {server.HttpAddress}, devices {server.Addresses.First(a => a.Name == "teltonika").Address}, "
            + $"receiver {receiver.Url}, data {folder}");
        var options = FleetOf(server);
        using var setup = new DemoSetup(server.HttpAddress, adminKey);
        await setup.RunAsync(options, receiver, stop.Token);
        WriteLine($"Set up: {vehicles} vehicles, {setup.Landmarks} landmarks, {setup.Webhooks} webhooks. The fleet starts; "
            + $"{(duration is null ? "Ctrl-C ends it." : $"it ends after {duration.Value.TotalSeconds:0} s.")}");

        var fleet = new DeviceFleet(options, expectation);
        var summary = SummarizeAsync(server, fleet, receiver, setup, stop.Token);
        var report = await fleet.RunAsync(stop.Token);
        var complete = await expectation.WaitAsync(SettleTime, time);
        await stop.CancelAsync();
        await summary;
        WriteEnd(report, receiver, expectation, complete);
        return complete && receiver.BadSignatures == 0 && report.Acknowledged > 0;
    }

    private static GatewaySettings Settings(string folder)
    {
        var (settings, faults) = GatewaySettings.Validate(
            new GatewayOptions
            {
                Data = folder,
                Device = ["teltonika=127.0.0.1:0"],
                Http = "127.0.0.1:0",
                AllowReceivers = ["127.0.0.0/8"],
            },
            ProtocolRegistry.Default());
        return settings ?? throw new InvalidOperationException(string.Join(' ', faults));
    }

    private FleetOptions FleetOf(GatewayServer server) => new()
    {
        Target = new IPEndPoint(IPAddress.Loopback, server.Addresses.First(a => a.Name == "teltonika").Address.Port),
        Vehicles = vehicles,
        Interval = TimeSpan.FromSeconds(1),
        Step = TimeSpan.FromSeconds(6),
        Duration = duration,
        Heartbeat = TimeSpan.FromMilliseconds(700),
        StartRate = 20,
        Seed = 42,
    };

    private async Task SummarizeAsync(
        GatewayServer server, DeviceFleet fleet, DemoReceiver receiver, DemoSetup setup, CancellationToken cancellationToken)
    {
        var runtime = server.Services.GetRequiredService<GatewayRuntime>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), time);
        var (lastRecords, lastDelivered, lastAt) = (0L, 0L, time.GetTimestamp());
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var elapsed = time.GetElapsedTime(lastAt).TotalSeconds;
                var counters = fleet.Counters;
                var depth = await setup.QueueDepthAsync(cancellationToken);
                WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"-- {(counters.Acknowledged - lastRecords) / elapsed:0.0} reports/s, {counters.Acknowledged} acknowledged, "
                    + $"{runtime.Vehicles.EventCount} events, "
                    + $"{receiver.Total} deliveries ({(receiver.Total - lastDelivered) / elapsed:0.0}/s), queue depth {depth}"));
                (lastRecords, lastDelivered, lastAt) = (counters.Acknowledged, receiver.Total, time.GetTimestamp());
            }
        }
        catch (OperationCanceledException)
        {
            // The demo ends.
        }
    }

    private void WriteEnd(FleetReport report, DemoReceiver receiver, DemoExpectation expectation, bool complete)
    {
        WriteLine("");
        foreach (var (type, count) in receiver.CountsByType)
        {
            WriteLine($"   {type,-18} {count,7}");
        }

        WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Acknowledged} records acknowledged (p99 {report.AckLatencyMs.P99:0.0} ms), {receiver.Total} webhook messages, "
            + $"{receiver.BadSignatures} bad signatures, {expectation.Expected} events expected, {expectation.Missing} missing."));
        WriteLine(complete ? "Every expected event arrived." : "Not every expected event arrived.");
    }

    private void WriteLine(string line)
    {
        lock (_outputLock)
        {
            output.WriteLine(line);
        }
    }
}
