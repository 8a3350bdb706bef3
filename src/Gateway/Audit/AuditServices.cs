namespace Gateway.Audit;

/// <summary>Adds the audit log to a host.</summary>
public static class AuditServices
{
    /// <summary>Adds it; the configuration's store is added elsewhere.</summary>
    public static IServiceCollection AddGatewayAudit(this IServiceCollection services, AuditOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AuditStore>();
        services.AddSingleton<AuditLog>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditLog>());
        return services;
    }
}
