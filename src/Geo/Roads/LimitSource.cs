namespace Gateway.Geo.Roads;

/// <summary>Where a speed limit comes from.</summary>
public enum LimitSource
{
    /// <summary>A <c>maxspeed</c> tag.</summary>
    Tagged,

    /// <summary>The property <c>speed_limit_mph</c> of an imported file.</summary>
    File,
}
