namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>One thing wrong with a GeoJSON document.</summary>
/// <param name="Path">Where, as in <c>features[3].geometry.coordinates[0]</c>; <c>$</c> is the document itself.</param>
/// <param name="Code">What, for programs.</param>
/// <param name="Message">What, as a sentence for people.</param>
public sealed record LandmarkFault(string Path, LandmarkFaultCode Code, string Message);
