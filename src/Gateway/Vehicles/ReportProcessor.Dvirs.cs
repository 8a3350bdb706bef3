using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Events;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <content>Inspections that were posted.</content>
internal sealed partial class ReportProcessor
{
    /// <summary>
    /// A fix so much younger than the inspection still tells its place. Inspections are posted moments after they were
    /// signed, while the vehicle stands; one posted hours later has no place.
    /// </summary>
    private const long InspectionPlaceMs = 300_000;

    /// <summary>Makes the message of an inspection. The vehicle's state does not change.</summary>
    /// <param name="dvir">The inspection.</param>
    /// <param name="source">When it was posted.</param>
    /// <param name="vehicle">The vehicle as configured.</param>
    /// <param name="state">Its state; null before its first report.</param>
    /// <param name="snapshot">The configuration.</param>
    public void Inspect(
        scoped in DvirRecord dvir,
        in ReportSource source,
        Vehicle vehicle,
        VehicleState? state,
        in ProcessingSnapshot snapshot)
    {
        _emitter.Begin(vehicle, snapshot.Webhooks, source.NowMs);
        if (!_emitter.Address(EventType.Dvir, null))
        {
            return;
        }

        DescribeVehicle(vehicle, source);
        var known = state?.FixTimeMs <= dvir.EventMs + InspectionPlaceMs ? state : null;
        var context = _context;
        context.EventTimeMs = dvir.EventMs;
        context.Late = false;
        context.FixValid = false;
        context.Satellites = null;
        context.Hdop = null;
        context.FixTimeMs = known?.FixTimeMs;
        context.Latitude = known?.Latitude;
        context.Longitude = known?.Longitude;
        context.Heading = null;
        context.SpeedKph = null;
        context.Ignition = known?.Ignition;
        context.OdometerMeters = known is null || double.IsNaN(known.OdometerMeters) ? null : known.OdometerMeters;
        IntervalEmitter.DescribeDriver(
            context, known?.Timeline.Driver.Driver ?? DriverIdentity.None, vehicle.AccountId, snapshot.Drivers);
        IntervalEmitter.DescribeLandmark(
            context, known?.Timeline.LandmarkId ?? 0, snapshot.Landmarks.Find(vehicle.AccountId));
        context.Id = EventIds.OfObject(vehicle.Id, (ulong)dvir.DvirId, 0, EventType.Dvir);
        _emitter.Put(EventType.Dvir, context, _emitter.Writer.Dvir(context, dvir.DvirId, dvir.Fields));
    }
}
