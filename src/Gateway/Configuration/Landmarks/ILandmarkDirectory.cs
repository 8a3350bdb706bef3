using Gateway.Geo.Landmarks;

namespace Gateway.Configuration.Landmarks;

/// <summary>Where the gateway learns which landmarks there are.</summary>
public interface ILandmarkDirectory
{
    /// <summary>The landmarks now. Reading takes no lock.</summary>
    LandmarkSnapshot Current { get; }
}
