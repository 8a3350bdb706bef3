using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DeviceSimulator.Fleet;
using Gateway.Testing;

namespace Gateway.CrashTests;

/// <summary>
/// The first promise, tried: the server is killed with SIGKILL under load, again and again on one data folder, and every
/// record that a device was told to forget still becomes a delivered message.
/// </summary>
[Collection(CrashBed.OneAtATime)]
public sealed class KillNineTests(ITestOutputHelper output) : IDisposable
{
    private const string Key = "crash-test-admin-key-0123456789";
    private const int Rounds = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly string Counts = Path.Combine(ProjectRoot.Path, "artifacts", "crash-test.txt");

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_acknowledged_record_is_delivered_though_the_server_is_killed_twenty_times()
    {
        File.Delete(Counts);
        var random = new Random(20261123);
        var acknowledged = new AcknowledgedRecords();
        await using var receiver = await LocationReceiver.StartAsync();
        var port = CrashBed.FreePort();
        using var end = new CancellationTokenSource();
        var gateway = await StartAsync(port);
        try
        {
            await CreateWebhookAsync(gateway.Http, receiver.Url);
            var fleet = new DeviceFleet(Fleet(port), acknowledged);
            var running = fleet.RunAsync(end.Token);
            for (var round = 1; round <= Rounds; round++)
            {
                // A moment between two counts of acknowledgements, not a time: no two rounds are cut at the same place.
                await acknowledged.MoreAsync(random.Next(50, 3000)).WaitAsync(Limit);
                await gateway.KillAsync();
                await gateway.DisposeAsync();
                Tell($"round {round}: killed at {acknowledged.Count} acknowledged, {receiver.Distinct} delivered");
                gateway = await StartAsync(port);
            }

            await acknowledged.MoreAsync(1000).WaitAsync(Limit);
            await end.CancelAsync();
            var report = await running.WaitAsync(Limit);
            var keys = acknowledged.Keys;
            await WaitUntilDeliveredAsync(receiver, keys);

            Tell($"fleet: {report.ToJson()}");
            Tell(
                $"{keys.Count} records acknowledged, {receiver.Distinct} delivered, {receiver.CountMissing(keys)} missing, "
                + $"{receiver.Deliveries} deliveries ({receiver.Deliveries - receiver.Distinct} repeated), {receiver.Refused} "
                + $"answered 503, {receiver.CountWithSeveralIds()} records with more than one webhook-id");
            Assert.True(report.Reconnects >= Rounds, "The fleet never noticed a kill.");
            Assert.True(receiver.Refused > 0, "No retry was part of the test.");
            Assert.Equal(0, receiver.CountMissing(keys));
            Assert.Equal(0, receiver.CountWithSeveralIds());
            Assert.Equal(0, await gateway.StopAsync());
        }
        finally
        {
            await end.CancelAsync();
            await gateway.DisposeAsync();
        }
    }

    /// <summary>Into the test's output and, since test runners keep that of passed tests to themselves, a file.</summary>
    private void Tell(string line)
    {
        output.WriteLine(line);
        File.AppendAllLines(Counts, [line]);
    }

    private static FleetOptions Fleet(int port) => new()
    {
        Target = new IPEndPoint(IPAddress.Loopback, port),
        Vehicles = 40,
        FlatOut = true,
        RecordsPerFrame = 3,
        Step = TimeSpan.FromSeconds(1),
        StartTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        BackoffInitial = TimeSpan.FromMilliseconds(50),
        BackoffMax = TimeSpan.FromMilliseconds(200),
        AckTimeout = TimeSpan.FromSeconds(10),
        DrainTimeout = TimeSpan.FromSeconds(20),
        Seed = 7,
    };

    private static async Task CreateWebhookAsync(Uri server, string url)
    {
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var content = new StringContent(
            $$"""{"type":"location","url":"{{url}}","name":"crash test"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1/webhooks", content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task WaitUntilDeliveredAsync(LocationReceiver receiver, IReadOnlyCollection<RecordKey> keys)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (receiver.CountMissing(keys) > 0 && !limit.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    private Task<GatewayProcess> StartAsync(int port) => GatewayProcess.StartAsync(
        _folder,
        port,
        new Dictionary<string, string>
        {
            ["GATEWAY_ADMIN_KEY"] = Key,
            ["Gateway__CheckpointInterval"] = "00:00:02",
            ["Gateway__Dispatch__SnapshotInterval"] = "00:00:02",
            ["Gateway__Dispatch__RetryIntervals__0"] = "00:00:00.2",
            ["Gateway__Dispatch__RetryIntervals__1"] = "00:00:01",
        });
}
