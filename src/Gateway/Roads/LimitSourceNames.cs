using Gateway.Geo.Roads;

namespace Gateway.Roads;

/// <summary>Limit sources as messages and answers call them.</summary>
internal static class LimitSourceNames
{
    public static string Of(LimitSource source) => source == LimitSource.File ? "file" : "tagged";
}
