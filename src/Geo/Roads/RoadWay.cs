using System.Runtime.InteropServices;

namespace Gateway.Geo.Roads;

/// <summary>A road of the index; 24 bytes. Limits are NaN where not known, <see cref="Id"/> is <see cref="NoId"/>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct RoadWay(long Id, float ForwardMph, float BackwardMph, int Name, RoadFlags Flags)
{
    public const long NoId = long.MinValue;

    public OneWay OneWay => (Flags & RoadFlags.Forward) != 0 ? OneWay.Forward
        : (Flags & RoadFlags.Backward) != 0 ? OneWay.Backward
        : OneWay.No;

    public LimitSource Source => (Flags & RoadFlags.FromFile) != 0 ? LimitSource.File : LimitSource.Tagged;
}

