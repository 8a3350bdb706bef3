using System.Runtime.InteropServices;
using Gateway.Geo.Trees;

namespace Gateway.Geo.Roads;

/// <summary>A straight piece of a road on the grid of 1e-7 degrees, from its start to its end; 20 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct RoadSegment(int X1, int Y1, int X2, int Y2, int Way)
{
    public GridBox Box => new(Math.Min(X1, X2), Math.Min(Y1, Y2), Math.Max(X1, X2), Math.Max(Y1, Y2));
}
