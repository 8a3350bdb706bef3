using Gateway.Dispatch.Storage;

namespace Gateway.Vehicles;

/// <summary>
/// Keeps the last two checkpoints of a partition: <c>vehicles-N.checkpoint</c> and <c>vehicles-N.checkpoint.old</c>. A
/// new one is written beside them, flushed, and renamed, so that at every moment a whole one is there.
/// </summary>
internal sealed class CheckpointStore(string folder, int partition)
{
    private readonly string _current = Path.Combine(folder, $"vehicles-{partition}.checkpoint");

    private string Old => _current + ".old";

    private string Temporary => _current + ".new";

    /// <summary>Reads the newest whole checkpoint.</summary>
    public CheckpointResult Read()
    {
        var current = CheckpointReader.TryRead(_current, partition, out var currentFault);
        if (current is not null)
        {
            return new CheckpointResult(current);
        }

        var old = CheckpointReader.TryRead(Old, partition, out var oldFault);
        if (old is not null)
        {
            // A crash between the two renames leaves no current one; that is no damage.
            return new CheckpointResult(old, Warning: currentFault is null ? null : PutAside(currentFault));
        }

        return currentFault is null && oldFault is null
            ? new CheckpointResult(null)
            : new CheckpointResult(null, Fault: $"No vehicle checkpoint of partition {partition} can be read: {currentFault ?? oldFault}");
    }

    /// <summary>Begins the next one; one at a time.</summary>
    /// <exception cref="IOException">The file can't be made.</exception>
    public CheckpointWriter Begin() => new(this, Temporary, partition);

    /// <summary>Makes the file that was begun, and is on disk, the newest checkpoint.</summary>
    /// <exception cref="IOException">The system says no.</exception>
    public void Publish()
    {
        if (File.Exists(_current))
        {
            File.Move(_current, Old, overwrite: true);
        }

        File.Move(Temporary, _current, overwrite: true);

        // The rename is on disk only when the folder is.
        DurableFolder.Flush(folder);
    }

    /// <summary>
    /// Takes a damaged file out of the way: the next write would make it the older one, in the place of the good one.
    /// </summary>
    private string PutAside(string fault)
    {
        var aside = _current + ".damaged";
        File.Move(_current, aside, overwrite: true);
        DurableFolder.Flush(folder);
        return $"{fault} It is kept as {aside}.";
    }
}
