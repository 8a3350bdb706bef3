namespace Gateway.Geo.Landmarks;

/// <summary>What happened between two sets of landmarks that a vehicle was in.</summary>
public enum LandmarkTransitionKind
{
    /// <summary>Not in it before, in it now.</summary>
    Enter,

    /// <summary>In it before, not now.</summary>
    Leave,

    /// <summary>In it before, and the landmark is no more. Not a movement of the vehicle: no leave event.</summary>
    Vanished,
}
