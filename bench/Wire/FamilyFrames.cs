namespace Gateway.Bench.Wire;

/// <summary>One typical frame of each family, from <c>families.txt</c>, and what a connection sends before it.</summary>
/// <param name="Family">The protocol's name, and after a dash the variant.</param>
/// <param name="Before">The login, where the family has one.</param>
/// <param name="Frame">The frame.</param>
internal sealed record FamilyFrames(string Family, byte[][] Before, byte[] Frame)
{
    /// <summary>The name in the listener's option.</summary>
    public string Protocol => Family.Split('-')[0];

    public static IReadOnlyList<FamilyFrames> All { get; } = Read();

    public override string ToString() => Family;

    private static List<FamilyFrames> Read()
    {
        using var stream = typeof(FamilyFrames).Assembly.GetManifestResourceStream("families.txt")!;
        using var reader = new StreamReader(stream);
        var all = new List<FamilyFrames>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t') is [var family, var before, var frame])
            {
                var frames = before.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromHexString);
                all.Add(new FamilyFrames(family, [.. frames], Convert.FromHexString(frame)));
            }
        }

        return all;
    }
}
