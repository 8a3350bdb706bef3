namespace Gateway.Geo.Roads;

/// <summary>In which directions of its line a road may be driven.</summary>
public enum OneWay
{
    No,

    /// <summary>Along the line.</summary>
    Forward,

    /// <summary>Against the line: <c>oneway=-1</c>.</summary>
    Backward,
}
