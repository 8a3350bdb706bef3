using Gateway.Accounts;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Settings;
using Gateway.Configuration.Store;
using Gateway.Configuration.Vehicles;
using Gateway.Configuration.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Gateway.Configuration;

/// <summary>Opens the store: files, migrations, the first start's account and key, and then the snapshots.</summary>
public sealed class ConfigurationStore(
    IDbContextFactory<GatewayDbContext> contexts,
    IOptions<ConfigurationOptions> options,
    FirstStart firstStart,
    CurrentAccounts accounts,
    VehicleDirectory vehicles,
    LandmarkDirectory landmarks,
    DriverDirectory drivers,
    WebhookDirectory webhooks,
    AccountSettingsDirectory accountSettings) : IHostedLifecycleService
{
    private readonly Lock _opening = new();
    private Task? _opened;

    /// <summary>Whether all snapshots stand for what is on disk.</summary>
    public bool IsOpen => _opened is { IsCompletedSuccessfully: true };

    /// <summary>
    /// Opens the store, once; later calls wait for the first. The host calls it before any service starts; whoever builds
    /// on the snapshots earlier calls it first.
    /// </summary>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        lock (_opening)
        {
            return _opened ??= OpenCoreAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task OpenCoreAsync(CancellationToken cancellationToken)
    {
        DataFiles.Prepare(options.Value.DataFolder, options.Value.DatabasePath);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await SqliteSchema.UpdateAsync(context, cancellationToken);
        await firstStart.RunAsync(cancellationToken);
        await accounts.LoadAsync(context, cancellationToken);
        await vehicles.LoadAsync(context, cancellationToken);
        await landmarks.LoadAsync(context, cancellationToken);
        await drivers.LoadAsync(context, cancellationToken);
        await webhooks.LoadAsync(context, cancellationToken);
        await accountSettings.LoadAsync(context, cancellationToken);
    }
}
