using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DeviceSimulator.Fleet;

namespace Gateway.CrashTests;

/// <summary>A data folder, a device port, and the gateway process that may be killed on them and started again.</summary>
internal sealed class CrashBed : IAsyncDisposable
{
    /// <summary>The tests' collection: two of them would look for the same free port, and share two cores.</summary>
    public const string OneAtATime = "one gateway to be killed at a time";

    private const string Key = "crash-test-admin-key-0123456789";

    private readonly Dictionary<string, string> _environment = new()
    {
        ["GATEWAY_ADMIN_KEY"] = Key,
        ["Gateway__CheckpointInterval"] = "00:00:01",
        ["Gateway__Dispatch__SnapshotInterval"] = "00:00:01",
        ["Gateway__Dispatch__RetryIntervals__0"] = "00:00:01",
    };

    private GatewayProcess? _gateway;

    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-crash-").FullName;

    public int Port { get; } = FreePort();

    public AcknowledgedRecords Acknowledged { get; } = new();

    /// <summary>Sets an option for the starts to come.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    public async Task StartAsync() => _gateway = await GatewayProcess.StartAsync(Folder, Port, _environment);

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        await _gateway!.KillAsync();
        await _gateway.DisposeAsync();
    }

    /// <summary>Makes a <c>location</c> webhook, with further fields; its id.</summary>
    public async Task<long> AddWebhookAsync(string url, string more = "")
    {
        using var made = await PostAsync("/v1/webhooks", $$"""{"type":"location","url":"{{url}}"{{more}}}""");
        return made.RootElement.GetProperty("id").GetInt64();
    }

    /// <summary>Begins to send all of a webhook's messages again, so many a second.</summary>
    public async Task ReplayAsync(long webhook, int rate)
    {
        var to = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60;
        using var _ = await PostAsync($"/v1/webhooks/{webhook}/replay", $$"""{"from":{{to - 86_000}},"to":{{to}},"rate":{{rate}}}""");
    }

    /// <summary>Drives until so many records more are acknowledged, then stops the fleet.</summary>
    public async Task DriveAsync(int records, int vehicles = 8)
    {
        using var end = new CancellationTokenSource();
        var reached = Acknowledged.MoreAsync(records);
        var running = new DeviceFleet(Fleet(vehicles), Acknowledged).RunAsync(end.Token);
        await reached.WaitAsync(Limit);
        await end.CancelAsync();
        await running.WaitAsync(Limit);
    }

    /// <summary>A fleet that drives until it is cancelled, through every restart of the gateway.</summary>
    public Task DriveAsync(int vehicles, CancellationToken end) =>
        new DeviceFleet(Fleet(vehicles), Acknowledged).RunAsync(end);

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>
    /// Below the ports that the system gives to clients: among thousands of refused connections to one of those, one
    /// would sooner or later connect to itself and keep the server from listening. Any of them, so that other processes'
    /// tests do not find the same.
    /// </summary>
    public static int FreePort()
    {
        for (var port = 21_000 + Random.Shared.Next(10_000); ; port++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException) when (port < 32_000)
            {
                // Taken.
            }
        }
    }

    private async Task<JsonDocument> PostAsync(string path, string json)
    {
        using var client = new HttpClient { BaseAddress = _gateway!.Http };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body);
    }

    private FleetOptions Fleet(int vehicles) => new()
    {
        Target = new IPEndPoint(IPAddress.Loopback, Port),
        Vehicles = vehicles,
        FlatOut = true,
        RecordsPerFrame = 3,
        Step = TimeSpan.FromSeconds(1),
        StartTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromDays(Acknowledged.Count),
        BackoffInitial = TimeSpan.FromMilliseconds(50),
        BackoffMax = TimeSpan.FromMilliseconds(200),
        AckTimeout = TimeSpan.FromSeconds(10),
        DrainTimeout = TimeSpan.FromSeconds(20),
        Seed = 7,
    };
}
