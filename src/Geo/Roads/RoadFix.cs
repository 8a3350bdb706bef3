namespace Gateway.Geo.Roads;

/// <summary>A fix whose road is asked for.</summary>
public readonly record struct RoadFix
{
    /// <summary>Decimal degrees.</summary>
    public required double Latitude { get; init; }

    /// <summary>Decimal degrees.</summary>
    public required double Longitude { get; init; }

    /// <summary>Degrees clockwise from north; null where not known.</summary>
    public double? Heading { get; init; }

    /// <summary>Miles an hour; null where not known. At 10 or less the heading is not believed.</summary>
    public double? SpeedMph { get; init; }

    /// <summary>How far the fix may be off, metres; null counts as 10.</summary>
    public double? AccuracyMetres { get; init; }

    /// <summary>The way that the vehicle's fix before was matched to.</summary>
    public long? PreviousWayId { get; init; }
}
