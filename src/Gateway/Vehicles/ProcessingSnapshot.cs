using Gateway.Configuration.Drivers;
using Gateway.Dispatch.Webhooks;
using Gateway.Geo.Landmarks;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <summary>The configuration that a batch is processed under.</summary>
internal readonly record struct ProcessingSnapshot(
    WebhookSnapshot Webhooks, LandmarkSnapshot Landmarks, DriverSnapshot Drivers, IMotionSettings Motion);
