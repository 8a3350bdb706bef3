namespace Gateway.Roads;

/// <summary>What an imported file is.</summary>
public enum RoadFileFormat
{
    /// <summary>A FeatureCollection, or features one after the other.</summary>
    GeoJson,

    /// <summary>An OpenStreetMap extract, <c>.osm.pbf</c>.</summary>
    OsmPbf,
}
