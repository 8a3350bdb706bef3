namespace Gateway.Vehicles.Timelines;

/// <summary>How far a trip has come.</summary>
internal enum TripPhase : byte
{
    None = 0,

    /// <summary>The ignition is on, and the vehicle has not moved yet.</summary>
    Armed = 1,

    /// <summary>No ignition is known, and the motion has not lasted yet.</summary>
    Candidate = 2,
    Moving = 3,
}
