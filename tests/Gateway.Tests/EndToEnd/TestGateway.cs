using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Devices;
using Gateway.Dispatch.Journal;
using Gateway.Hosting;
using Gateway.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Gateway.Tests.EndToEnd;

/// <summary>A whole gateway in this process, on free loopback ports, set up over its own API.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string AdminKey = "end-to-end-admin-key-0123456789";

    private readonly GatewayServer _server;
    private readonly string _store;
    private TempFolder? _ownFolder;

    private TestGateway(GatewayServer server, GatewayCounters counters, TempFolder? ownFolder, string folder)
    {
        _server = server;
        _store = StorePool.Of(server.Services);
        Counters = counters;
        _ownFolder = ownFolder;
        Folder = folder;
        Api = new HttpClient { BaseAddress = server.HttpAddress };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public string Folder { get; }

    /// <summary>Of Teltonika trackers.</summary>
    public IPEndPoint DeviceAddress => AddressOf("teltonika");

    /// <summary>With the admin key.</summary>
    public HttpClient Api { get; }

    public GatewayCounters Counters { get; }

    public IServiceProvider Services => _server.Services;

    public FakeLogCollector Logs => _server.Services.GetFakeLogCollector();

    /// <param name="folder">The data folder; null for one of its own.</param>
    /// <param name="configure">Changes to the options.</param>
    /// <param name="storage">The journals' file system; null for the real one.</param>
    /// <param name="time">The gateway's clock; null for <see cref="PatientClock"/>.</param>
    /// <param name="level">From when on log entries are kept.</param>
    public static async Task<TestGateway> StartAsync(
        string? folder = null,
        Action<GatewayOptions>? configure = null,
        IJournalStorage? storage = null,
        TimeProvider? time = null,
        LogLevel level = LogLevel.Information)
    {
        var ownFolder = folder is null ? new TempFolder() : null;
        var data = folder ?? Path.Combine(ownFolder!.Path, "data");
        var server = Create(data, configure, storage, time, level);
        var counters = new GatewayCounters(server.Services.GetRequiredService<IMeterFactory>());
        Assert.Null(await server.StartAsync(CancellationToken.None));
        return new TestGateway(server, counters, ownFolder, data);
    }

    /// <summary>Another gateway on the folder of one that has stopped, in its place.</summary>
    public static async Task<TestGateway> StartAgainAsync(TestGateway stopped)
    {
        var (folder, ownFolder) = (stopped.Folder, stopped._ownFolder);
        stopped._ownFolder = null;
        await stopped.DisposeAsync();
        var gateway = await StartAsync(folder);
        gateway._ownFolder = ownFolder;
        return gateway;
    }

    /// <summary>A gateway that has not started.</summary>
    public static GatewayServer Create(
        string folder,
        Action<GatewayOptions>? configure = null,
        IJournalStorage? storage = null,
        TimeProvider? time = null,
        LogLevel level = LogLevel.Information)
    {
        var options = new GatewayOptions
        {
            Data = folder,
            Device = ["teltonika=127.0.0.1:0"],
            Http = "127.0.0.1:0",
            AllowReceivers = ["127.0.0.0/8"],
            Partitions = 2,
            MinFreeBytes = 0,
        };
        options.Health.LowDiskBytes = 0;

        // A receiver that is stalled for long would be sent the message twice.
        options.Dispatch.AttemptTimeout = options.Dispatch.ConnectTimeout = Limits.Hang;
        configure?.Invoke(options);
        var (settings, faults) = GatewaySettings.Validate(options, ProtocolRegistry.Default());
        Assert.Empty(faults);
        return new GatewayServer(
            settings!,
            AdminKey,
            logging => logging.AddFakeLogging().SetMinimumLevel(level),
            storage,
            time ?? new PatientClock());
    }

    /// <summary>Where devices of a protocol connect.</summary>
    public IPEndPoint AddressOf(string protocol) =>
        new(IPAddress.Loopback, _server.Addresses.Single(address => address.Name == protocol).Address.Port);

    /// <summary>Makes a vehicle; its id.</summary>
    public async Task<long> AddVehicleAsync(string imei, string more = "") =>
        await AddAsync("/v1/vehicles", $$"""{"device_id":"{{imei}}","ref_id":"R{{imei[^3..]}}"{{more}}}""");

    /// <summary>Makes a landmark, a circle; its id.</summary>
    public async Task<long> AddCircleAsync(string name, double latitude, double longitude, double meters) => await AddAsync(
        "/v1/landmarks",
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"type":"Feature","geometry":{"type":"Point","coordinates":[{{{longitude}}},{{{latitude}}}]},
             "properties":{"name":"{{{name}}}","groups":["own"],"radius_m":{{{meters}}}}}
            """));

    public async Task<Webhook> AddWebhookAsync(string type, string url, string more = "")
    {
        var made = await Api.CreateAsync("/v1/webhooks", $$"""{"type":"{{type}}","url":"{{url}}"{{more}}}""");
        return new Webhook((long)made["id"]!, (string)made["secret"]!);
    }

    public Task<JsonNode> WebhookAsync(long id) => Api.ReadAsync($"/v1/webhooks/{id}");

    public async Task<TrackerConnection> LogInAsync(string imei) => await TrackerConnection.LogInAsync(DeviceAddress, imei);

    /// <summary>
    /// Waits until every running webhook's queue is empty. Events of a vehicle are queued in order, so once a message of
    /// its last report has come, nothing of the earlier ones is still to come after this.
    /// </summary>
    public Task DrainedAsync() => EventuallyAsync(
        async () => (await Api.ReadAsync("/v1/webhooks"))["data"]!.AsArray()
            .All(hook => (string?)hook!["status"] != "running" || (long)hook["queue_depth"]! == 0),
        "empty queues");

    /// <summary>Stops in order; the folder stays.</summary>
    public Task StopAsync() => _server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _server.DisposeAsync();
        Counters.Dispose();
        StorePool.Clear(_store);
        _ownFolder?.Dispose();
    }

    private async Task<long> AddAsync(string path, string body) => (long)(await Api.CreateAsync(path, body))["id"]!;

    public Task EventuallyAsync(Func<Task<bool>> condition, string what) => EventuallyAsync(condition, () => what);

    public async Task EventuallyAsync(Func<Task<bool>> condition, Func<string> what)
    {
        using var limit = new CancellationTokenSource(Limits.Hang);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Never came true: {what()}.");
            }
        }
    }
}
