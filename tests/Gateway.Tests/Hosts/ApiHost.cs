using System.Net.Http.Headers;
using Gateway.Api;
using Gateway.Api.Limits;
using Gateway.Api.Metrics;
using Gateway.Api.Operations;
using Gateway.Api.WebhookTypes;
using Gateway.Audit;
using Gateway.Configuration;
using Gateway.Dispatch;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Replay;
using Gateway.Roads;
using Gateway.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Hosts;

/// <summary>The API on a real Kestrel with a real store; fakes for what is behind it.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string AdminKey = "test-admin-key-0123456789";

    /// <summary>So little that a test can go beyond it.</summary>
    public const long MaxRoadImportBytes = 1 << 20;

    private readonly WebApplication _app;
    private readonly TempFolder? _ownFolder;
    private readonly string _store;

    private ApiHost(WebApplication app, TempFolder? ownFolder, string? key)
    {
        _app = app;
        _store = StorePool.Of(app.Services);
        _ownFolder = ownFolder;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = ClientWith(key);
    }

    public Uri Address { get; }

    /// <summary>With the admin key.</summary>
    public HttpClient Client { get; }

    public FakeDispatcher Dispatcher => Get<FakeDispatcher>();

    public string DataFolder => Get<IOptions<ConfigurationOptions>>().Value.DataFolder;

    public IServiceProvider Services => _app.Services;

    public FakeLogCollector Logs => Services.GetFakeLogCollector();

    public static async Task<ApiHost> StartAsync(
        string? folder = null,
        string? adminKey = AdminKey,
        TimeProvider? time = null,
        IHealthCheck? part = null,
        ApiOptions? api = null,
        AuditOptions? audit = null)
    {
        var ownFolder = folder is null ? new TempFolder() : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddFakeLogging().SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => HttpLimits.Apply(kestrel.Limits));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddGatewayConfiguration(Path.Combine(ownFolder?.Path ?? folder!, "data"), adminKey);
        builder.Services.AddGatewayRoads(Path.Combine(ownFolder?.Path ?? folder!, "data"), MaxRoadImportBytes);
        builder.Services.AddGatewayAudit(audit ?? new AuditOptions());
        builder.Services.AddGatewayApi(api ?? new ApiOptions());
        builder.Services.AddGatewayMetrics();
        builder.Services.AddSingleton<FakeDispatcher>();
        builder.Services.AddSingleton<IDispatcher>(provider => provider.GetRequiredService<FakeDispatcher>());
        builder.Services.AddSingleton<FakeVehicleCommands>();
        builder.Services.AddSingleton<IVehicleCommands>(provider => provider.GetRequiredService<FakeVehicleCommands>());
        builder.Services.AddSingleton<IReplays, FakeReplays>();
        builder.Services.AddAttemptLog(new AttemptOptions(), Path.Combine(ownFolder?.Path ?? folder!, "attempts"));
        builder.Services.AddSingleton<FakeLastReports>();
        builder.Services.AddSingleton<ILastReports>(provider => provider.GetRequiredService<FakeLastReports>());
        builder.Services.AddSingleton<IWebhookTypeCatalog, FakeTypeCatalog>();
        if (part is not null)
        {
            builder.Services.AddHealthChecks().AddCheck("part", part);
        }

        var app = builder.Build();
        app.MapGatewayApi();
        app.MapGatewayMetrics();
        await app.StartAsync();
        return new ApiHost(app, ownFolder, adminKey);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public HttpClient ClientWith(string? key)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        StorePool.Clear(_store);
        _ownFolder?.Dispose();
    }
}
