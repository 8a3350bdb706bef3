using System.Text.Json;
using Gateway.Dispatch.Storage;
using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch.Replay;

/// <summary>The replays on disk, a small file each; it appears whole or not at all.</summary>
internal sealed class ReplayStore(string folder, ILogger logger)
{
    /// <summary>All that can be read, by number.</summary>
    public List<ReplayJob> Load()
    {
        Directory.CreateDirectory(folder);
        var jobs = new List<ReplayJob>();
        foreach (var path in Directory.GetFiles(folder, "replay-*.json"))
        {
            if (Read(path) is { } job)
            {
                jobs.Add(job);
            }
            else
            {
                DispatchLog.ReplayDamaged(logger, Path.GetFileName(path));
            }
        }

        return [.. jobs.OrderBy(job => job.Id)];
    }

    /// <exception cref="IOException">Not saved.</exception>
    public void Save(ReplayJob job)
    {
        var path = PathOf(job.Id);
        using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, job, ReplayJson.Default.ReplayJob);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
        DurableFolder.Flush(folder);
    }

    public void Delete(long id) => File.Delete(PathOf(id));

    private static ReplayJob? Read(string path)
    {
        try
        {
            var job = JsonSerializer.Deserialize(File.ReadAllBytes(path), ReplayJson.Default.ReplayJob);
            return job is { Begins: not null, Positions: not null, Ends: not null }
                && job.Positions.Count == job.Ends.Count && job.Begins.Count == job.Ends.Count ? job : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(long id) => Path.Combine(folder, $"replay-{id:d8}.json");
}
