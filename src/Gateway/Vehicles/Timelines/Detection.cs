namespace Gateway.Vehicles.Timelines;

/// <summary>How the entering or leaving of a landmark was seen. Written to disk: never reuse a number.</summary>
internal enum Detection : byte
{
    None = 0,

    /// <summary>A fix on the other side.</summary>
    Fix = 1,

    /// <summary>The vehicle's first fix ever was inside.</summary>
    Initial = 2,

    /// <summary>Between two fixes that are both outside.</summary>
    Segment = 3,

    /// <summary>The landmark was deleted.</summary>
    Removed = 4,
}
