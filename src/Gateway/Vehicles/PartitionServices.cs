using Gateway.Configuration.Drivers;
using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Vehicles;
using Gateway.Devices;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;

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
    /// <summary>The configuration now; a batch is processed under one.</summary>
    public ProcessingSnapshot Snapshot() => new(Webhooks.Current, Landmarks.Current, Drivers.Current);
}
