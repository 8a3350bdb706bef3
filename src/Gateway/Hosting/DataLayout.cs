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

        const string PartitionsName = "partitions=";
        if (File.ReadAllLines(path) is [var version, var second]
            && version == string.Create(CultureInfo.InvariantCulture, $"version={Version}")
            && second.StartsWith(PartitionsName, StringComparison.Ordinal)
            && int.TryParse(
                second.AsSpan(PartitionsName.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var partitions)
            && partitions is >= 1 and <= 256)
        {
            return new DataLayout(partitions);
        }

        fault = $"{path} is damaged or of another version.";
        return null;
    }
}
