namespace Gateway.Vehicles.History;

/// <summary>What a fact that came late is good for.</summary>
internal enum LateFact
{
    /// <summary>History is to be folded again with it.</summary>
    Taken,

    /// <summary>Known already: it changes nothing.</summary>
    Repeated,

    /// <summary>Before the window, or before what history still holds: it changes no state.</summary>
    TooOld,
}
