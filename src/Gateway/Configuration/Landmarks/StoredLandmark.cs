namespace Gateway.Configuration.Landmarks;

/// <summary>A landmark as it is shown: the texts that came in.</summary>
/// <param name="Geometry">The GeoJSON geometry.</param>
/// <param name="Properties">The GeoJSON properties.</param>
public sealed record StoredLandmark(long Id, long AccountId, string Geometry, string Properties);
