namespace Gateway.Roads;

/// <summary>Adds the roads to a host.</summary>
public static class RoadServices
{
    /// <summary>Adds the directory over the folder <c>roads</c> in <paramref name="dataFolder"/>.</summary>
    public static IServiceCollection AddGatewayRoads(
        this IServiceCollection services, string dataFolder, long maxImportBytes = RoadOptions.DefaultMaxImportBytes)
    {
        services.AddSingleton(new RoadOptions(Path.Combine(dataFolder, "roads")) { MaxImportBytes = maxImportBytes });
        services.AddSingleton<RoadDirectory>();
        services.AddSingleton<IRoadDirectory>(provider => provider.GetRequiredService<RoadDirectory>());
        services.AddHostedService(provider => provider.GetRequiredService<RoadDirectory>());
        return services;
    }
}
