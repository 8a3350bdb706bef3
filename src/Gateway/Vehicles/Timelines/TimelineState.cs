using Gateway.Geo.Landmarks;

namespace Gateway.Vehicles.Timelines;

/// <summary>
/// What the facts so far, in their order, come to. Changed by <see cref="TimelineFold"/> only; times are Unix
/// milliseconds in event time, <see cref="NoTime"/> for none.
/// </summary>
internal sealed class TimelineState
{
    public const long NoTime = long.MinValue;

    /// <summary>Time and hash of the last fact: one before it is late.</summary>
    public long NewestMs { get; set; } = NoTime;

    public uint NewestHash { get; set; }

    /// <summary>Time of the last report.</summary>
    public long ReportMs { get; set; } = NoTime;

    /// <summary>When the last fix was received, by our clock; 0 for none.</summary>
    public long FixReceivedMs { get; set; }

    public bool? Ignition { get; set; }

    /// <summary>When the ignition took its present state; none where that was not seen.</summary>
    public long IgnitionSinceMs { get; set; } = NoTime;

    /// <summary>The last fix that was believed.</summary>
    public long FixMs { get; set; } = NoTime;

    public Place Fix { get; set; }

    /// <summary>Its speed, tenths of km/h; -1 for unknown.</summary>
    public int SpeedTenths { get; set; } = -1;

    /// <summary>An impossible jump that the next fix may confirm; <see cref="TimelineFact.Kind"/> 0 for none.</summary>
    public TimelineFact Suspect { get; set; }

    /// <summary>Where the way travelled has come to: the last fix in motion, or the one that it came to stand with.</summary>
    public Place Track { get; set; }

    /// <summary>Whether it stands: then fixes around <see cref="Anchor"/> move nothing.</summary>
    public bool IsStanding { get; set; }

    /// <summary>Running mean of the fixes since it stands.</summary>
    public Place Anchor { get; set; }

    public int AnchorFixes { get; set; }

    /// <summary>Mean square distance of those fixes from it, square metres.</summary>
    public double AnchorScatter { get; set; }

    /// <summary>Fixes in a row that agree on a place away from the anchor.</summary>
    public int BeyondFixes { get; set; }

    public Place Beyond { get; set; }

    /// <summary>It came to stand so near to a boundary that the mean of some fixes is to decide.</summary>
    public bool IsUndecided { get; set; }

    /// <summary>Fixes in a row that say another side of a near boundary.</summary>
    public int NearFixes { get; set; }

    /// <summary>Since when it does not move; none while it moves or was never seen.</summary>
    public long StillSinceMs { get; set; } = NoTime;

    /// <summary>Facts in motion since it stood.</summary>
    public int MovingFacts { get; set; }

    /// <summary>Metres; -1 for unknown.</summary>
    public long OdometerMeters { get; set; } = -1;

    public OpenTrip Trip { get; set; }

    public OpenIdle Idle { get; set; }

    /// <summary>Ascending by landmark. Replaced, never changed.</summary>
    public Visit[] Visits { get; set; } = [];

    public OpenDriver Driver { get; set; }

    /// <summary>Where a landmark search can be left out; a cache, not kept on disk.</summary>
    public LandmarkClearance Clearance { get; set; }

    /// <summary>The index that <see cref="Clearance"/> is about.</summary>
    public LandmarkIndex? ClearanceOf { get; set; }

    public bool HasFix => FixMs != NoTime;

    /// <summary>The smallest-numbered landmark that it is in; 0 for none.</summary>
    public long LandmarkId => Visits.Length > 0 ? Visits[0].LandmarkId : 0;

    /// <summary>Whether silence would end something.</summary>
    public bool AwaitsData => Trip.Phase == TripPhase.Moving || Idle.IsOpen;

    /// <summary>Whether a fact comes after all so far.</summary>
    public bool IsNewer(long timeMs, uint hash) => NewestMs == NoTime || TimelineFact.Compare(timeMs, hash, NewestMs, NewestHash) > 0;

    public TimelineState Clone() => (TimelineState)MemberwiseClone();
}
