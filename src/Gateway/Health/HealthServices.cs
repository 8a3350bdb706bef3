using Gateway.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Adds what tells which part of the gateway is not well.</summary>
internal static class HealthServices
{
    public static IServiceCollection AddGatewayHealth(this IServiceCollection services, GatewaySettings settings)
    {
        var health = services.AddHealthChecks();
        Add<JournalCheck>("journal");
        Add<DiskCheck>("disk");
        Add<ListenerCheck>("listeners");
        Add<VehicleCheck>("vehicles");
        Add<QueueCheck>("queues");
        Add<AttemptLogCheck>("attempt_log");
        AddWhere<MailCheck>(settings.Smtp.IsOn, "mail");
        AddWhere<TraceCheck>(settings.Otlp.IsOn, "traces");
        AddWhere<CertificateCheck>(settings.Devices.CertificatePath is not null, "certificate");
        services.AddSingleton<IHealthCheckPublisher, HealthWatch>();
        services.Configure<HealthCheckPublisherOptions>(options =>
        {
            options.Delay = TimeSpan.FromSeconds(1);
            options.Period = TimeSpan.FromSeconds(5);
        });

        // It would log each part that is not well at each look, and any stranger may look; HealthWatch logs changes.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        return services;

        void AddWhere<T>(bool isOn, string name)
            where T : class, IHealthCheck
        {
            if (isOn)
            {
                Add<T>(name);
            }
        }

        void Add<T>(string name)
            where T : class, IHealthCheck
        {
            // One of each: some remember what they saw.
            services.AddSingleton<T>();
            health.Add(new HealthCheckRegistration(name, provider => provider.GetRequiredService<T>(), null, null));
        }
    }
}
