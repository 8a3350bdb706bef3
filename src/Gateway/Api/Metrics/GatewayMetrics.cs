using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Gateway.Api.Metrics;

/// <summary><c>/metrics</c> in Prometheus text format; no key needed.</summary>
public static class GatewayMetrics
{
    /// <summary>
    /// Collects our own meters, and those of the server and the runtime that operators look at. Meters that another
    /// gateway in this process made are left out: the collector finds meters by name alone.
    /// </summary>
    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Gateway.*", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddPrometheusExporter());
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            var own = provider.GetRequiredService<IMeterFactory>();
            metrics.AddView(instrument => instrument.Meter.Scope is IMeterFactory factory && !ReferenceEquals(factory, own)
                ? MetricStreamConfiguration.Drop
                : null);
        });
        return services;
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static IEndpointConventionBuilder MapGatewayMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().DisableRateLimiting();
}
