using System.Globalization;

namespace Gateway.Dispatch.Journal;

/// <summary>The commit metadata files of one partition: <c>commit.N</c>, the newest three kept.</summary>
internal sealed class CommitMetadataStore(IJournalStorage storage, string folder, uint salt)
{
    private const string Prefix = "commit.";
    private const int Kept = 3;

    /// <summary>The newest file that is whole, or null; and how many are not.</summary>
    public (CommitMetadata? Newest, int Rejected) Load()
    {
        var rejected = 0;
        foreach (var (_, path) in List())
        {
            if (CommitMetadata.TryRead(File.ReadAllBytes(path), salt, out var metadata))
            {
                return (metadata, rejected);
            }

            rejected++;
        }

        return (null, rejected);
    }

    /// <summary>Writes a new file, then deletes all but the newest three.</summary>
    /// <exception cref="IOException">Not written; nothing was deleted.</exception>
    public void Save(in CommitMetadata metadata)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{metadata.Number}"));
        DurableFile.Replace(storage, path, metadata.ToBytes(salt));
        foreach (var (_, old) in List().Skip(Kept))
        {
            File.Delete(old);
        }
    }

    private List<(long Number, string Path)> List()
    {
        var files = new List<(long Number, string Path)>();
        foreach (var path in Directory.EnumerateFiles(folder, Prefix + "*"))
        {
            if (long.TryParse(
                Path.GetFileName(path.AsSpan())[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture,
                out var number))
            {
                files.Add((number, path));
            }
        }

        files.Sort((left, right) => right.Number.CompareTo(left.Number));
        return files;
    }
}
