namespace Gateway.Geo.Landmarks.Regions;

/// <summary>
/// One piece, within ±180 degrees, of a region's bounding box. A position in the box is looked up in the region at its
/// longitude plus <paramref name="Shift"/> (a multiple of 360).
/// </summary>
internal readonly record struct RegionBox(LonLatBox Box, double Shift);
