using Gateway.Accounts;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Settings;
using Gateway.Configuration.Store;
using Gateway.Configuration.Submissions;
using Gateway.Configuration.Vehicles;
using Gateway.Configuration.Webhooks;
using Gateway.Dispatch.Webhooks;
using Gateway.Vehicles.Timelines;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Configuration;

/// <summary>Adds the configuration store to a host.</summary>
public static class ConfigurationServices
{
    /// <summary>
    /// Adds the store in <paramref name="dataFolder"/> and its directories. <paramref name="adminKey"/> is the value of
    /// <c>GATEWAY_ADMIN_KEY</c>; empty counts as not set.
    /// </summary>
    public static IServiceCollection AddGatewayConfiguration(
        this IServiceCollection services,
        string dataFolder,
        string? adminKey)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<IValidateOptions<ConfigurationOptions>, ConfigurationOptionsCheck>();
        services.AddOptions<ConfigurationOptions>()
            .Configure(options =>
            {
                options.DataFolder = dataFolder;
                options.AdminKey = string.IsNullOrEmpty(adminKey) ? null : adminKey;
            })
            .ValidateOnStart();
        services.AddDbContextFactory<GatewayDbContext>((provider, builder) => builder
            .UseSqlite(new SqliteConnectionStringBuilder
            {
                DataSource = provider.GetRequiredService<IOptions<ConfigurationOptions>>().Value.DatabasePath,
            }.ToString())
            .AddInterceptors(new SqlitePragmas())
            .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandExecuted, LogLevel.Debug))));
        services.AddSingleton<ConfigurationWriter>();
        services.AddSingleton<CurrentAccounts>();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<UserDirectory>();
        services.AddSingleton<KeyDirectory>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<VehicleDirectory>();
        services.AddSingleton<IVehicleDirectory>(provider => provider.GetRequiredService<VehicleDirectory>());
        services.AddSingleton<LandmarkDirectory>();
        services.AddSingleton<ILandmarkDirectory>(provider => provider.GetRequiredService<LandmarkDirectory>());
        services.AddSingleton<DriverDirectory>();
        services.AddSingleton<IDriverDirectory>(provider => provider.GetRequiredService<DriverDirectory>());
        services.AddSingleton<WebhookDirectory>();
        services.AddSingleton<IWebhookDirectory>(provider => provider.GetRequiredService<WebhookDirectory>());
        services.AddSingleton<SubmissionDirectory>();
        services.AddSingleton<AccountSettingsDirectory>();
        services.AddSingleton<IMotionSettings>(provider => provider.GetRequiredService<AccountSettingsDirectory>());
        services.AddSingleton<ConfigurationStore>();
        services.AddHostedService(provider => provider.GetRequiredService<ConfigurationStore>());
        services.AddSingleton<KeyUsage>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyUsage>());
        return services;
    }
}
