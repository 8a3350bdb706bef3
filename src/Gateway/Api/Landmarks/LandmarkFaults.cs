using Gateway.Configuration.Store;
using Gateway.Geo.Landmarks.GeoJson;

namespace Gateway.Api.Landmarks;

/// <summary>GeoJSON's faults as the API's.</summary>
internal static class LandmarkFaults
{
    public static IReadOnlyList<Fault> From(IReadOnlyList<LandmarkFault> faults) =>
        [.. faults.Select(fault => new Fault(fault.Path, $"{fault.Path}: {fault.Message}"))];
}
