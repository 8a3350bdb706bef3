using System.Net;
using System.Net.Sockets;
using Gateway.Api;
using Gateway.Api.Limits;
using Gateway.Api.Metrics;
using Gateway.Api.Operations;
using Gateway.Api.WebhookTypes;
using Gateway.Audit;
using Gateway.Configuration;
using Gateway.Devices;
using Gateway.Dispatch;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Replay;
using Gateway.Health;
using Gateway.Roads;
using Gateway.Tracing;
using Gateway.Vehicles;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gateway.Hosting;

/// <summary>
/// A whole gateway in this process: start, addresses, stop. <c>gateway serve</c>, <c>gateway demo</c> and the end-to-end
/// tests all run this one.
/// </summary>
public sealed class GatewayServer : IAsyncDisposable
{
    private readonly GatewaySettings _settings;
    private readonly WebApplication _app;
    private readonly GatewayRuntime _runtime = new();
    private readonly DeviceCertificate? _certificate;
    private readonly List<(string Name, ListenOptions Options)> _listeners = [];
    private DataFolderLock? _lock;

    /// <param name="settings">Validated options.</param>
    /// <param name="adminKey">The value of <c>GATEWAY_ADMIN_KEY</c>; null where not set.</param>
    /// <param name="configureLogging">Where logs go.</param>
    /// <param name="storage">The file system of the journals; null for the real one.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public GatewayServer(
        GatewaySettings settings, string? adminKey, Action<ILoggingBuilder> configureLogging,
        IJournalStorage? storage = null, TimeProvider? time = null)
    {
        _settings = settings;
        _certificate = DeviceCertificate.Load(settings.Devices);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        configureLogging(builder.Logging);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(ProtocolRegistry.Default());
        builder.Services.AddSingleton<EventCatalog>();
        builder.Services.AddSingleton(_runtime);
        if (_certificate is not null)
        {
            builder.Services.AddSingleton(_certificate);
        }

        builder.Services.AddSingleton<IDispatcher>(_ => _runtime.Dispatcher);
        builder.Services.AddSingleton<IVehicleCommands>(_ => _runtime.Commands);
        builder.Services.AddSingleton<IReplays>(_ => _runtime.Dispatcher.Replays);
        builder.Services.AddAttemptLog(settings.Attempts, Path.Combine(settings.DataFolder, "attempts"));
        builder.Services.AddSingleton<ILastReports, LastReports>();
        builder.Services.AddGatewayConfiguration(settings.DataFolder, adminKey);
        builder.Services.AddGatewayRoads(settings.DataFolder, settings.MaxRoadImportBytes);
        builder.Services.AddGatewayAudit(settings.Audit);
        builder.Services.AddGatewayApi(settings.Api);
        builder.Services.AddSingleton<StopGrace>();
        builder.Services.AddGatewayMetrics();
        builder.Services.AddGatewayTraces(settings.Otlp);
        builder.Services.AddSingleton<IWebhookTypeCatalog, WebhookTypeCatalog>();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IJournalStorage>(storage ?? new JournalStorage());
        builder.Services.AddGatewayHealth(settings);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.Configure<SocketTransportOptions>(options => options.Backlog = 4096);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(Listen);
        _app = builder.Build();
        _app.MapGatewayApi();
        _app.MapGatewayMetrics();
    }

    /// <summary>The host's services, for those who run the gateway in their own process.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Each listener's name (<c>http</c> or the protocol) and the port that it really has.</summary>
    public IEnumerable<(string Name, IPEndPoint Address)> Addresses =>
        _listeners.Select(listener => (listener.Name, listener.Options.IPEndPoint!));

    /// <summary>The API's base address.</summary>
    public Uri HttpAddress => new($"http://127.0.0.1:{Addresses.First(address => address.Name == "http").Address.Port}");

    /// <summary>Opens the data and starts to listen; a fault in words, null when every listener accepts.</summary>
    public async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        if (PrivateFolder.TryCreate(_settings.DataFolder) is { } folderFault)
        {
            return folderFault;
        }

        _lock = DataFolderLock.TryTake(_settings.DataFolder, out var lockFault);
        if (_lock is null)
        {
            return lockFault;
        }

        if (await _runtime.OpenAsync(_app.Services, _settings, cancellationToken) is { } fault)
        {
            return fault;
        }

        try
        {
            await _app.StartAsync(cancellationToken);
            return null;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Kestrel wraps "address already in use" in an IOException that names the address.
            return e.Message;
        }
    }

    /// <summary>Completes when the process is asked to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken)
    {
        var stopping = _app.Lifetime.ApplicationStopping;
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stopping.Register(() => source.TrySetResult());
        cancellationToken.Register(() => source.TrySetResult());
        return source.Task;
    }

    /// <summary>Stops accepting, finishes what is in hand, commits, closes.</summary>
    public async Task StopAsync()
    {
        try
        {
            await _app.StopAsync();
        }
        finally
        {
            await _runtime.DisposeAsync();
            _lock?.Dispose();
            _lock = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        HttpLimits.Apply(kestrel.Limits);
        var cap = new ApiConnectionCap(_settings.Api.MaxConnections, kestrel.ApplicationServices.GetRequiredService<ApiMetrics>());
        var grace = kestrel.ApplicationServices.GetRequiredService<StopGrace>();
        Bind(kestrel, _settings.Http, "http", options =>
        {
            options.Protocols = HttpProtocols.Http1;
            options.Use(next => connection => cap.RunAsync(connection, next));
            options.Use(next => connection => grace.RunAsync(connection, next));
        });
        foreach (var endpoint in _settings.DeviceEndpoints)
        {
            var handler = new DeviceConnectionHandler(endpoint.Protocol, endpoint.Options, () => _runtime.Devices);
            Bind(kestrel, endpoint.Address, endpoint.Protocol.Name, options =>
            {
                // Before TLS: a handshake of one too many would cost more than the connection.
                options.Use(next => new ConnectionCap(endpoint.Protocol.Name, () => _runtime.Devices, next).RunAsync);
                if (_certificate is not null)
                {
                    options.UseHttps(_certificate.Certificate);
                }

                options.Run(handler.OnConnectedAsync);
            });
        }
    }

    private void Bind(KestrelServerOptions kestrel, ListenAddress address, string name, Action<ListenOptions> configure)
    {
        void Configure(ListenOptions options)
        {
            _listeners.Add((name, options));
            configure(options);
        }

        if (address.Ip is null)
        {
            kestrel.ListenAnyIP(address.Port, Configure);
        }
        else
        {
            kestrel.Listen(address.Ip, address.Port, Configure);
        }
    }
}
