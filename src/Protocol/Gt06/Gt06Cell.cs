namespace Gateway.Protocol.Gt06;

/// <summary>How a message writes its mobile cell: country, operator, area, cell. Cells are not kept.</summary>
internal readonly record struct Gt06Cell(int Area, int Cell, bool WideOperator = false)
{
    public static Gt06Cell Usual { get; } = new(2, 3);

    /// <summary>The operator takes two bytes also where the highest bit of the country says so.</summary>
    private const int WideOperatorBit = 0x80;

    /// <summary>Goes over a cell, or to the end where there is less.</summary>
    public void Skip(ref Gt06Reader reader)
    {
        var wide = WideOperator || (reader.Left > 0 && (reader.Rest[0] & WideOperatorBit) != 0);
        reader.Skip(Math.Min(reader.Left, 2 + (wide ? 2 : 1) + Area + Cell));
    }

    /// <summary>The same with a length before it, which counts itself.</summary>
    public void SkipCounted(ref Gt06Reader reader)
    {
        if (reader.Left == 0)
        {
            return;
        }

        var length = reader.ReadByte();
        var left = reader.Left;
        Skip(ref reader);
        reader.Skip(Math.Clamp(length - 1 - (left - reader.Left), 0, reader.Left));
    }
}
