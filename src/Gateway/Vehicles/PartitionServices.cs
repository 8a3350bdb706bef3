using Gateway.Configuration.Drivers;
using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Vehicles;
using Gateway.Devices;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <summary>What the readers of all partitions share; all of it thread-safe.</summary>
internal sealed record PartitionServices(
    string Folder,
    TimeSpan CheckpointInterval,
    IVehicleDirectory Vehicles,
    IDriverDirectory Drivers,
    ILandmarkDirectory Landmarks,
    IWebhookDirectory Webhooks,
    EventPublisher Publisher,
    ProtocolRegistry Protocols,
    VehicleMetrics Metrics,
    TimeProvider Time,
    ILogger<VehicleEngine> Logger)
{
    /// <summary>The accounts' definitions of motion, trips, idles and visits.</summary>
    public IMotionSettings Motion { get; init; } = new DefaultMotionSettings();

    /// <summary>How far back late reports change history.</summary>
    public TimeSpan LateWindow { get; init; } = ReportProcessor.DefaultLateWindow;

    /// <summary>The configuration now; a batch is processed under one.</summary>
    public ProcessingSnapshot Snapshot() => new(Webhooks.Current, Landmarks.Current, Drivers.Current, Motion);
}
