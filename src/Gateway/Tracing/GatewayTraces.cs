using Gateway.Dispatch.Tracing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Tracing;

/// <summary>Exports the spans of traced events by OTLP.</summary>
public static class GatewayTraces
{
    /// <summary>Adds <see cref="EventTracing"/> and its exporter; nothing at all where it is off.</summary>
    public static IServiceCollection AddGatewayTraces(this IServiceCollection services, OtlpOptions options)
    {
        if (!options.IsOn)
        {
            return services;
        }

        services.AddSingleton<TraceExports>();
        services.AddSingleton(provider => new EventTracing(options.SampleRatio, provider.GetRequiredService<TimeProvider>()));
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gateway"))
            .WithTracing(traces => traces
                .AddSource(EventTracing.SourceName)

                // EventTracing has chosen already, by the event's id.
                .SetSampler(new AlwaysOnSampler())
                .AddProcessor(provider => new BatchActivityExportProcessor(
                    new WatchedTraceExporter(ToExporter(options), provider.GetRequiredService<TraceExports>()))));
        return services;
    }

    private static OtlpExporterOptions ToExporter(OtlpOptions options) => new()
    {
        Endpoint = new Uri(options.Endpoint!),
        Protocol = options.Protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
        Headers = options.Headers,
    };
}
