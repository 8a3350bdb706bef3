using System.Globalization;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// The snapshot files of one folder. Two are kept: when the newest is damaged, the one before it and a longer tail of
/// the journals give the same queues. A file appears whole or not at all: temporary file, flush, rename, flush of the
/// folder.
/// </summary>
internal sealed class SnapshotStore
{
    private const string Prefix = "queues-";
    private const string Suffix = ".snapshot";

    private readonly string _folder;
    private readonly JournalStorage _storage = new();
    private readonly List<(long Number, long OutcomePosition)> _kept = [];
    private long _last;
    private string? _loaded;

    public SnapshotStore(string folder) => _folder = folder;

    /// <summary>Files that were passed over by <see cref="Load"/> because they are damaged.</summary>
    public IReadOnlyList<string> Damaged { get; private set; } = [];

    /// <summary>Outcomes before it are in every snapshot that is kept; 0 while only one is.</summary>
    public long SafeOutcomePosition => _kept.Count > 1 ? _kept[0].OutcomePosition : 0;

    /// <summary>
    /// Finds the newest snapshot that is whole and reads what it stands for; null where there is none. Its queues are
    /// read by <see cref="Visit"/>.
    /// </summary>
    public SnapshotHeader? Load()
    {
        Directory.CreateDirectory(_folder);
        var damaged = new List<string>();
        Damaged = damaged;
        foreach (var (number, path) in Files().OrderByDescending(file => file.Number))
        {
            _last = Math.Max(_last, number);
            if (TryRead(path, null) is { } snapshot)
            {
                _kept.Add((number, snapshot.OutcomePosition));
                _loaded = path;
                return snapshot;
            }

            damaged.Add(path);
        }

        return null;
    }

    /// <summary>Reads the queues of the snapshot that was found; false where that fails now although it went well before.</summary>
    public bool Visit(ISnapshotVisitor visitor) => _loaded is not { } path || TryRead(path, visitor) is not null;

    /// <summary>Writes a snapshot, then lets go of all but it and the one before.</summary>
    /// <exception cref="IOException">Not written; the ones before stand.</exception>
    public void Save(long outcomePosition, Action<SnapshotWriter> write)
    {
        var number = _last + 1;
        var path = Path.Combine(_folder, $"{Prefix}{number:D12}{Suffix}");
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            write(new SnapshotWriter(file));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        _storage.FlushFolder(_folder);
        _last = number;
        _kept.Add((number, outcomePosition));
        if (_kept.Count > 2)
        {
            _kept.RemoveAt(0);
        }

        foreach (var (old, oldPath) in Files())
        {
            if (_kept.TrueForAll(kept => kept.Number != old))
            {
                File.Delete(oldPath);
            }
        }
    }

    private static SnapshotHeader? TryRead(string path, ISnapshotVisitor? visitor)
    {
        try
        {
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            return SnapshotFormat.Read(new SnapshotReader(file), visitor);
        }
        catch (IOException)
        {
            // A bad sector is damage like any other; the file is reported with the damaged ones.
            return null;
        }
    }

    private IEnumerable<(long Number, string Path)> Files()
    {
        foreach (var path in Directory.GetFiles(_folder, Prefix + "*" + Suffix))
        {
            var name = Path.GetFileName(path);
            if (long.TryParse(
                name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Suffix.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number))
            {
                yield return (number, path);
            }
        }
    }
}
