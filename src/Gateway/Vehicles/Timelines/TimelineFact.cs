namespace Gateway.Vehicles.Timelines;

/// <summary>
/// What one report (or one API call) says about trips, idles, visits and drivers; 48 bytes. Numbers are whole ones, so
/// that a fact read back from disk folds bit for bit as it did when it was new.
/// </summary>
internal readonly record struct TimelineFact : IComparable<TimelineFact>
{
    /// <summary>Event time, Unix milliseconds.</summary>
    public long TimeMs { get; init; }

    /// <summary>Of the content: orders facts of one time, and tells a repeat.</summary>
    public uint Hash { get; init; }

    public FactKind Kind { get; init; }

    public FactFields Fields { get; init; }

    /// <summary>Degrees times 10^7 (1.1 cm).</summary>
    public int LatitudeE7 { get; init; }

    /// <summary>Degrees times 10^7.</summary>
    public int LongitudeE7 { get; init; }

    /// <summary>Tenths of km/h.</summary>
    public ushort SpeedTenths { get; init; }

    /// <summary>Expected error of the fix, tenths of a metre.</summary>
    public ushort AccuracyTenths { get; init; }

    /// <summary>A report's odometer in metres; an assignment's driver id, 0 for none.</summary>
    public long Value { get; init; }

    /// <summary>The driver's credential where the report tells one; empty for "no driver".</summary>
    public string? Credential { get; init; }

    public double SpeedKph => SpeedTenths / 10.0;

    public double AccuracyMeters => AccuracyTenths / 10.0;

    public Place Place => new(LatitudeE7, LongitudeE7);

    public bool Has(FactFields field) => (Fields & field) != 0;

    /// <summary>The order in which facts are folded: time, then content, whatever the order of arrival.</summary>
    public int CompareTo(TimelineFact other) => Compare(TimeMs, Hash, other.TimeMs, other.Hash);

    public static int Compare(long timeMs, uint hash, long otherMs, uint otherHash)
    {
        var byTime = timeMs.CompareTo(otherMs);
        return byTime != 0 ? byTime : hash.CompareTo(otherHash);
    }
}
