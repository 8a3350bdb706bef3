using Gateway.Geo.Landmarks.Regions;

namespace Gateway.Geo.Landmarks;

/// <summary>What the tree finds: one box of one region.</summary>
/// <param name="Box">The box and how it lies to the region.</param>
/// <param name="Region">The region to test.</param>
/// <param name="Ordinal">Place of the landmark in the index, which is sorted by id.</param>
internal readonly record struct IndexEntry(RegionBox Box, Region Region, int Ordinal);
