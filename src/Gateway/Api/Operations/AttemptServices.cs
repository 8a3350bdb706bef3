using System.Diagnostics.Metrics;
using Gateway.Dispatch.Attempts;

namespace Gateway.Api.Operations;

/// <summary>Adds the attempt log to a host.</summary>
public static class AttemptServices
{
    /// <summary>Adds it; who opens the data opens it too.</summary>
    public static IServiceCollection AddAttemptLog(this IServiceCollection services, AttemptOptions options, string folder)
    {
        services.AddSingleton(provider => new AttemptLog(
            options,
            folder,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AttemptLog>>(),
            provider.GetRequiredService<IMeterFactory>()));
        return services.AddSingleton<IAttemptLog>(provider => provider.GetRequiredService<AttemptLog>());
    }
}
