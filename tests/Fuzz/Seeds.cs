using Gateway.Testing;

namespace Gateway.Fuzz;

/// <summary>What a fuzzer begins with: whole connections of real devices.</summary>
internal static class Seeds
{
    /// <summary>Writes a file for each frame of the family, its login before it; returns how many.</summary>
    public static int Write(string family, string folder)
    {
        Directory.CreateDirectory(folder);
        var count = 0;
        foreach (var file in family == "queclink" ? ["queclink-text", "queclink-binary"] : new[] { family })
        {
            foreach (var vector in VectorFile.Load(file) ?? [])
            {
                File.WriteAllBytes(Path.Combine(folder, $"{vector.Id}.bin"), [.. vector.SessionSetup.SelectMany(frame => frame), .. vector.Frame]);
                count++;
            }
        }

        return count;
    }
}
