using System.Collections.Immutable;
using Gateway.Geo.Roads;
using Gateway.Geo.Roads.GeoJson;
using Gateway.Geo.Roads.Pbf;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Roads;

/// <summary>
/// The roads of all accounts, in memory and on disk. Readers see an immutable snapshot that an import swaps whole; one
/// import runs at a time, so that memory holds one set of roads more at most.
/// </summary>
public sealed class RoadDirectory(RoadOptions options, TimeProvider time, ILogger<RoadDirectory> logger)
    : IRoadDirectory, IHostedLifecycleService, IDisposable
{
    private readonly RoadStore _store = new(options.Folder);
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Lock _opening = new();
    private ImmutableDictionary<long, AccountRoads> _current = ImmutableDictionary<long, AccountRoads>.Empty;
    private bool _isOpen;

    /// <inheritdoc/>
    public AccountRoads? Find(long accountId) => Volatile.Read(ref _current).GetValueOrDefault(accountId);

    /// <summary>
    /// Loads what is on disk, once. A damaged file is put aside and logged, and the account has no roads: vehicles are
    /// not to wait for a map.
    /// </summary>
    public void Open()
    {
        lock (_opening)
        {
            if (_isOpen)
            {
                return;
            }

            _store.Prepare();
            foreach (var accountId in _store.Accounts())
            {
                if (_store.Read(accountId, out var fault) is { } roads)
                {
                    Set(accountId, roads);
                }
                else
                {
                    logger.Unreadable(accountId, fault ?? "no reason");
                }
            }

            _isOpen = true;
        }
    }

    /// <summary>
    /// Takes a file of roads: all of it, or nothing where there is any fault. Ways replace those of the account with the
    /// same id and add to the others, or with <paramref name="replace"/> take the place of all. In use, and on disk, when
    /// this ends.
    /// </summary>
    public async Task<RoadImportResult> ImportAsync(
        long accountId, Stream body, RoadFileFormat format, bool replace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await using var file = _store.OpenUpload();
            if (!await CopyAsync(body, file, cancellationToken))
            {
                return new RoadImportResult(RoadImportStatus.TooLarge);
            }

            file.Position = 0;
            var builder = new RoadIndexBuilder();
            var limits = new RoadReadLimits();
            var read = format == RoadFileFormat.OsmPbf
                ? await Task.Run(() => RoadPbfReader.Read(file, builder, limits, cancellationToken), cancellationToken)
                : await RoadGeoJsonReader.ReadAsync(file, builder, limits, cancellationToken);
            if (read.IsValid && builder.WayCount == 0)
            {
                read = read with { Faults = [new RoadFault("file", "There is no road in it.")] };
            }

            return read.IsValid
                ? await Task.Run(() => Keep(accountId, builder, replace, read), cancellationToken)
                : new RoadImportResult(RoadImportStatus.Faulty, read);
        }
        catch (Exception exception) when (
            exception is (IOException and not (BadHttpRequestException or ConnectionResetException))
                or UnauthorizedAccessException)
        {
            logger.NotStored(exception, accountId);
            return new RoadImportResult(RoadImportStatus.NotStored, Message: exception.Message);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Takes an account's roads away; false where it has none.</summary>
    public async Task<bool> ClearAsync(long accountId, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (Find(accountId) is null)
            {
                return false;
            }

            _store.Delete(accountId);
            Volatile.Write(ref _current, _current.Remove(accountId));
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Open();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    private RoadImportResult Keep(long accountId, RoadIndexBuilder builder, bool replace, RoadReadResult read)
    {
        if (!replace && Find(accountId) is { } before)
        {
            builder.AddOthersOf(before.Index);
        }

        var roads = _store.Write(accountId, builder.Build(), time.GetUtcNow().ToUnixTimeMilliseconds());
        Set(accountId, roads);
        return new RoadImportResult(RoadImportStatus.Done, read, roads);
    }

    private void Set(long accountId, AccountRoads roads)
    {
        Volatile.Write(ref _current, _current.SetItem(accountId, roads));
        logger.Loaded(accountId, roads.Index.WayCount, roads.Index.SegmentCount, roads.Index.Bytes);
    }

    private async Task<bool> CopyAsync(Stream body, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        long total = 0;
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            total += read;
            if (total > options.MaxImportBytes)
            {
                return false;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return true;
    }
}
