namespace Gateway.Geo.Roads;

/// <summary>The tags of a way that matter, as text, and what they mean.</summary>
internal struct RoadTags
{
    public const int MaxNameLength = 200;

    public string? Highway;
    public string? Name;
    public string? Number;
    public string? Junction;
    public string? OneWay;
    public string? MaxSpeed;
    public string? MaxSpeedForward;
    public string? MaxSpeedBackward;
    public double? LimitMph;

    /// <summary>Whether motor vehicles don't drive there, so that it is no candidate for any fix.</summary>
    public readonly bool IsNoRoad => Highway is "footway" or "cycleway" or "path" or "steps" or "pedestrian" or "bridleway"
        or "corridor" or "platform" or "elevator" or "via_ferrata" or "proposed" or "construction" or "abandoned"
        or "razed" or "rest_area" or "services";

    /// <summary>Takes a tag; false where it is none of those that matter.</summary>
    public bool Set(ReadOnlySpan<byte> key, string value)
    {
        switch (key)
        {
            case var _ when key.SequenceEqual("highway"u8):
                Highway = value;
                return true;
            case var _ when key.SequenceEqual("name"u8):
                Name = value;
                return true;
            case var _ when key.SequenceEqual("ref"u8):
                Number = value;
                return true;
            case var _ when key.SequenceEqual("junction"u8):
                Junction = value;
                return true;
            case var _ when key.SequenceEqual("oneway"u8):
                OneWay = value;
                return true;
            case var _ when key.SequenceEqual("maxspeed"u8):
                MaxSpeed = value;
                return true;
            case var _ when key.SequenceEqual("maxspeed:forward"u8):
                MaxSpeedForward = value;
                return true;
            case var _ when key.SequenceEqual("maxspeed:backward"u8):
                MaxSpeedBackward = value;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the key is one that <see cref="Set"/> takes.</summary>
    public static bool Matters(ReadOnlySpan<byte> key) => new RoadTags().Set(key, "");

    public readonly RoadAttributes ToAttributes(long? wayId)
    {
        var name = string.IsNullOrWhiteSpace(Name) ? Number : Name;
        if (name?.Length > MaxNameLength)
        {
            name = name[..MaxNameLength];
        }

        if (LimitMph is { } mph)
        {
            return new RoadAttributes(wayId, name, Direction(), mph, mph, LimitSource.File);
        }

        var both = SpeedLimitText.ToMph(MaxSpeed);
        var forward = MaxSpeedForward is null ? both : SpeedLimitText.ToMph(MaxSpeedForward);
        var backward = MaxSpeedBackward is null ? both : SpeedLimitText.ToMph(MaxSpeedBackward);
        return new RoadAttributes(wayId, name, Direction(), forward, backward, LimitSource.Tagged);
    }

    // Motorways and roundabouts are one-way unless they say otherwise (wiki, Key:oneway).
    private readonly OneWay Direction() => OneWay switch
    {
        "yes" or "true" or "1" => Roads.OneWay.Forward,
        "-1" or "reverse" => Roads.OneWay.Backward,
        null when Highway is "motorway" || Junction is "roundabout" or "circular" => Roads.OneWay.Forward,
        _ => Roads.OneWay.No,
    };
}
