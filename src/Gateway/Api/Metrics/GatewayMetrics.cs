using OpenTelemetry.Metrics;

namespace Gateway.Api.Metrics;

/// <summary><c>/metrics</c> in Prometheus text format; no key needed.</summary>
public static class GatewayMetrics
{
    /// <summary>Collects our own meters, and those of the server and the runtime that operators look at.</summary>
    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Gateway.*", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddPrometheusExporter());
        return services;
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static IEndpointConventionBuilder MapGatewayMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
}
