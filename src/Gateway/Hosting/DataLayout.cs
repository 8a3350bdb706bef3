using System.Globalization;
using Gateway.Dispatch.Storage;

namespace Gateway.Hosting;

/// <summary>What was fixed when a data folder was made: file <c>layout</c>, two lines <c>name=value</c>.</summary>
/// <param name="Partitions">The number of partitions; changing it would split vehicles' order.</param>
internal sealed record DataLayout(int Partitions)
{
    private const int Version = 1;

    /// <summary>Reads the folder's layout, or fixes it on a new folder; null, with the reason, where it can't be read.</summary>
    public static DataLayout? Open(string folder, int partitionsOfNew, out string? fault)
    {
        fault = null;
        var path = Path.Combine(folder, "layout");
        if (!File.Exists(path))
        {
            if (Directory.Exists(Path.Combine(folder, "reports")))
            {
                fault = $"{folder} holds journals, but its file 'layout' is missing. Restore it: without it vehicles "
                    + "would be read by the wrong partitions.";
                return null;
            }

            var temporary = path + ".new";
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes($"version={Version}\npartitions={partitionsOfNew}\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path);
            DurableFolder.Flush(folder);
            return new DataLayout(partitionsOfNew);
        }

        var values = File.ReadAllLines(path)
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        if (values.GetValueOrDefault("version") == Version.ToString(CultureInfo.InvariantCulture)
            && int.TryParse(values.GetValueOrDefault("partitions"), CultureInfo.InvariantCulture, out var partitions)
            && partitions is >= 1 and <= 256)
        {
            return new DataLayout(partitions);
        }

        fault = $"{path} is damaged or of another version.";
        return null;
    }
}
