using Gateway.Dispatch.Tracing;
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

        services.AddSingleton(provider => new EventTracing(options.SampleRatio, provider.GetRequiredService<TimeProvider>()));
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gateway"))
            .WithTracing(traces => traces
                .AddSource(EventTracing.SourceName)

                // EventTracing has chosen already, by the event's id.
                .SetSampler(new AlwaysOnSampler())
                .AddOtlpExporter(otlp =>
                {
                    otlp.Endpoint = new Uri(options.Endpoint!);
                    otlp.Protocol = options.Protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
                    otlp.Headers = options.Headers;
                }));
        return services;
    }
}
