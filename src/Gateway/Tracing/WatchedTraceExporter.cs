using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace Gateway.Tracing;

/// <summary>The OTLP exporter, whose outcomes are seen: by itself it tells them to nobody.</summary>
internal sealed class WatchedTraceExporter(OtlpExporterOptions options, TraceExports exports) : OtlpTraceExporter(options)
{
    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Activity> activityBatch)
    {
        var result = base.Export(activityBatch);
        exports.Ended(result == ExportResult.Success);
        return result;
    }
}
