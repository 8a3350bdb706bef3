namespace Gateway.Vehicles.Timelines;

/// <summary>A landmark that a way goes through.</summary>
/// <param name="LandmarkId">The landmark.</param>
/// <param name="Enter">Where the way first enters it, as a fraction of the way.</param>
/// <param name="Leave">Where it last leaves it.</param>
internal readonly record struct PathCrossing(long LandmarkId, double Enter, double Leave);
