using System.Numerics;

namespace Gateway.Protocol.Suntech;

/// <summary>Which fields a universal report has; bit n is field n of the guide's list.</summary>
internal readonly ref struct FieldMap(uint bits)
{
    private readonly uint _bits = bits;

    public bool Has(int field) => ((_bits >> field) & 1) == 1;

    /// <summary>How many of the fields from the first to the last one are there.</summary>
    public int Count(int first, int last) => BitOperations.PopCount((_bits >> first) & ((1u << (last - first + 1)) - 1));
}
