using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Journal;

/// <summary>The journal on local disk, one FASTER log per partition.</summary>
public sealed class FasterJournal : IJournal
{
    private readonly FasterPartition[] _partitions;
    private readonly SafeFileHandle _lock;
    private bool _disposed;

    internal FasterJournal(string name, FasterPartition[] partitions, SafeFileHandle lockHandle)
    {
        Name = name;
        _partitions = partitions;
        _lock = lockHandle;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int PartitionCount => _partitions.Length;

    /// <inheritdoc/>
    public IJournalPartition this[int partition]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(partition);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, _partitions.Length);
            return _partitions[partition];
        }
    }

    /// <inheritdoc/>
    public JournalHealth Health
    {
        get
        {
            var all = JournalHealth.Healthy;
            foreach (var partition in _partitions)
            {
                var one = partition.Health;
                all = new JournalHealth(
                    all.Fault ?? one.Fault,
                    all.IsFull || one.IsFull,
                    one.Committing > all.Committing ? one.Committing : all.Committing);
            }

            return all;
        }
    }

    /// <summary>
    /// Opens the journal, making it if its folder does not exist; or says why not. A journal that can't be shown to be
    /// whole is refused and left as it is.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static Task<JournalOpenResult> OpenAsync(
        JournalOptions options, TimeProvider timeProvider, ILogger logger, IMeterFactory meters) =>
        OpenAsync(options, timeProvider, logger, meters, new JournalStorage());

    /// <summary>As the other, on a file system of the caller's.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static Task<JournalOpenResult> OpenAsync(
        JournalOptions options, TimeProvider timeProvider, ILogger logger, IMeterFactory meters,
        IJournalStorage storage)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        return errors.Count > 0
            ? throw new ArgumentException(string.Join(' ', errors), nameof(options))
            : Task.FromResult(new JournalOpener(options, timeProvider, logger, meters, storage).Open());
    }

    /// <summary>Commits what was appended, ends every wait and lets go of the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        var stopped = true;
        foreach (var partition in _partitions)
        {
            stopped &= await partition.StopAsync().ConfigureAwait(false);
        }

        if (stopped)
        {
            _lock.Dispose();
        }
    }
}
