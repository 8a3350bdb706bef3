using Gateway.Configuration.Drivers;
using Gateway.Dispatch.Events;
using Gateway.Geo.Landmarks;
using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <summary>
/// Makes messages of what began, ended, or turned out different in a vehicle's timeline. Where the message is about
/// another moment than the report's, the common fields are those of that moment.
/// </summary>
internal sealed partial class IntervalEmitter(EventEmitter emitter)
{
    private const long NoTime = TimelineState.NoTime;

    private EventContext _context = new();
    private LandmarkIndex? _index;
    private DriverSnapshot _drivers = DriverSnapshot.Empty;
    private long _accountId;
    private long _reportMs;
    private IgnitionInputs _inputs;
    private SavedContext _saved;

    /// <summary>Starts the messages of one report (or of none: silence, late data).</summary>
    /// <param name="context">Describes the report; changed by messages about other moments.</param>
    /// <param name="reportMs">The report's time; <see cref="NoTime"/> where no message is about the report itself.</param>
    /// <param name="accountId">The vehicle's.</param>
    /// <param name="index">Its account's landmarks.</param>
    /// <param name="drivers">The drivers.</param>
    /// <param name="inputs">What the report says of the supply and the engine.</param>
    public void Begin(
        EventContext context, long reportMs, long accountId, LandmarkIndex? index, DriverSnapshot drivers, IgnitionInputs inputs)
    {
        _context = context;
        _reportMs = reportMs;
        _accountId = accountId;
        _index = index;
        _drivers = drivers;
        _inputs = inputs;
    }

    /// <summary>Puts a driver's id and names into a context.</summary>
    public static long? DescribeDriver(EventContext context, DriverIdentity identity, long accountId, DriverSnapshot drivers)
    {
        var driver = Find(identity, accountId, drivers);
        context.DriverId = driver?.Id ?? (identity.IsByApi ? identity.DriverId : null);
        context.DriverFirstName = driver?.FirstName;
        context.DriverLastName = driver?.LastName;
        return context.DriverId;
    }

    /// <summary>Puts a landmark into a context.</summary>
    public static void DescribeLandmark(EventContext context, long landmarkId, LandmarkIndex? index)
    {
        var landmark = landmarkId == 0 ? null : index?.Find(landmarkId);
        context.LandmarkId = landmark?.Id;
        context.LandmarkName = landmark?.Name;
    }

    /// <summary>What a fact changed, as it came in order.</summary>
    public void Emit(in TimelineChange change)
    {
        var what = change.Object;
        switch (what.Kind)
        {
            case ObjectKind.Edge:
                Edge(what, isVoid: false);
                break;
            case ObjectKind.Trip when !change.IsOpening && what.IsNews:
                Trip(what, what.Tag.Sent == ObjectTag.Voided);
                break;
            case ObjectKind.Idle when !change.IsOpening:
                IdleLasts(what, what.ShownMs, what.DurationMs);
                if (what.IsNews)
                {
                    IdleEnds(what, what.DurationMs);
                }

                break;
            case ObjectKind.Visit when !what.IsSilent:
                Visit(what, change.IsOpening, isVoid: false);
                break;
            case ObjectKind.Driver:
                Driver(what, isVoid: false);
                break;
        }
    }

    /// <summary>What history came to, where that is not what was sent.</summary>
    public void Emit(in Revision revision)
    {
        var now = revision.Now;
        switch (now.Kind)
        {
            case ObjectKind.Edge:
                Edge(now, revision.IsVoid);
                break;
            case ObjectKind.Trip:
                Trip(now, revision.IsVoid);
                break;
            case ObjectKind.Idle:
                ReviseIdle(revision);
                break;
            case ObjectKind.Visit:
                if (revision.IsVoid || now.EnterDetection != Detection.None)
                {
                    Visit(now, entered: true, revision.IsVoid);
                }

                if (!now.IsOpen)
                {
                    Visit(now, entered: false, revision.IsVoid);
                }

                break;
            case ObjectKind.Driver:
                Driver(now, revision.IsVoid);
                break;
        }
    }

    /// <summary>The thresholds that an idle reaches between two durations.</summary>
    public void IdleLasts(in TimelineObject idle, long beforeMs, long nowMs)
    {
        foreach (var threshold in emitter.IdleThresholds())
        {
            var milliseconds = threshold * 1000L;
            if (beforeMs < milliseconds && nowMs >= milliseconds)
            {
                Idle(idle, threshold, "threshold", isVoid: false);
            }
        }
    }

    private static Driver? Find(DriverIdentity identity, long accountId, DriverSnapshot drivers)
    {
        if (!identity.IsByApi)
        {
            return identity.IsNone ? null : drivers.FindByCredential(accountId, identity.Credential!);
        }

        var driver = drivers.Find(identity.DriverId);
        return driver?.AccountId == accountId ? driver : null;
    }

    private void IdleEnds(in TimelineObject idle, long durationMs)
    {
        foreach (var threshold in emitter.IdleThresholds())
        {
            if (durationMs >= threshold * 1000L)
            {
                Idle(idle, threshold, "end", isVoid: false);
            }
        }
    }

    private void ReviseIdle(in Revision revision)
    {
        var now = revision.Now;
        var before = revision.Before?.LastedMs ?? -1;
        if (revision.Before is { } sent && sent.Tag.Revision == now.Tag.Revision)
        {
            IdleLasts(now, before, now.ShownMs);
            return;
        }

        var lasted = revision.IsVoid ? -1 : now.IsOpen ? now.ShownMs : now.DurationMs;
        foreach (var threshold in emitter.IdleThresholds())
        {
            var milliseconds = threshold * 1000L;
            if (lasted >= milliseconds)
            {
                Idle(now, threshold, "threshold", isVoid: false);
                if (!now.IsOpen)
                {
                    Idle(now, threshold, "end", isVoid: false);
                }
            }
            else if (before >= milliseconds)
            {
                Idle(now, threshold, "threshold", isVoid: true);
            }
        }
    }

    /// <summary>Sets the common fields to a moment, unless it is the report's own.</summary>
    private void At(long timeMs, Place? place, long landmarkId, in TimelineObject what)
    {
        if (timeMs == _reportMs)
        {
            return;
        }

        _context.EventTimeMs = timeMs;
        Locate(timeMs, place, what);
        _context.Heading = null;
        _context.SpeedKph = null;
        _context.Ignition = null;
        _context.OdometerMeters = what.OdometerMeters < 0 ? null : what.OdometerMeters;
        _context.FixValid = false;
        _context.Satellites = null;
        _context.Hdop = null;
        DescribeLandmark(_context, landmarkId, _index);
        DescribeDriver(_context, what.Driver, _accountId, _drivers);
    }

    private void Locate(long timeMs, Place? place, in TimelineObject what)
    {
        _context.FixTimeMs = place is null ? null : what.EndFixMs is var fixedMs and > 0 && fixedMs < timeMs ? fixedMs : timeMs;
        _context.Latitude = place?.Latitude;
        _context.Longitude = place?.Longitude;
    }
}
