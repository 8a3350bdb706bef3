using FASTER.core;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// The device that FASTER writes its pages to. Its own one re-creates a missing segment as an empty file, never flushes
/// the folder entry of a new one and hides errors when deleting. Here one thread writes: it takes all queued pages,
/// writes them, flushes once, and only then tells FASTER that they are on disk. After a failed write nothing is written
/// any more, so that no hole can be followed by data.
/// </summary>
internal sealed class SegmentDevice : StorageDeviceBase
{
    private const uint WriteFailed = 5; // EIO; FASTER only looks at zero or not.
    private readonly IJournalStorage _storage;
    private readonly SegmentFiles _files;
    private readonly Action<string> _faulted;
    private readonly object _gate = new();
    private readonly Dictionary<int, SafeFileHandle> _handles = [];
    private readonly HashSet<int> _unflushed = [];
    private readonly Thread _writer;
    private Queue<DeviceRequest> _queue = new();
    private Queue<DeviceRequest> _batch = new();
    private bool _stopping;
    private bool _failed;

    /// <param name="storage">The file system.</param>
    /// <param name="files">Names and reading.</param>
    /// <param name="firstSegment">The oldest segment that exists.</param>
    /// <param name="faulted">Told once, in words, when a write fails.</param>
    public SegmentDevice(IJournalStorage storage, SegmentFiles files, int firstSegment, Action<string> faulted)
        : base(Path.Combine(files.Folder, "log"), sectorSize: 512, capacity: -1)
    {
        _storage = storage;
        _files = files;
        _faulted = faulted;
        startSegment = firstSegment;
        _writer = new Thread(WriteLoop) { IsBackground = true, Name = "journal writer" };
        _writer.Start();
    }

    /// <inheritdoc/>
    public override void WriteAsync(
        nint sourceAddress, int segmentId, ulong destinationAddress, uint numBytesToWrite,
        DeviceIOCompletionCallback callback, object context) =>
        Enqueue(new DeviceRequest(
            segmentId, (long)destinationAddress, sourceAddress, (int)numBytesToWrite, callback, context, null, null));

    /// <summary>
    /// Used by FASTER only while opening. What was never written reads as zeros; a segment that is not there does so
    /// too if nothing was written after it, which recovery has checked.
    /// </summary>
    public override unsafe void ReadAsync(
        int segmentId, ulong sourceAddress, nint destinationAddress, uint readLength,
        DeviceIOCompletionCallback callback, object context)
    {
        var destination = new Span<byte>((void*)destinationAddress, (int)readLength);
        uint error = 0;
        try
        {
            if (!_files.TryRead(segmentId, (long)sourceAddress, destination))
            {
                destination.Clear();
            }
        }
        catch (IOException e)
        {
            _faulted($"{_files.PathOf(segmentId)} can't be read: {e.Message}");
            error = WriteFailed;
        }

        callback(error, error == 0 ? readLength : 0, context);
    }

    /// <inheritdoc/>
    public override void RemoveSegmentAsync(int segment, AsyncCallback callback, IAsyncResult result) =>
        Enqueue(new DeviceRequest(segment, 0, 0, 0, null, null, callback, result));

    /// <summary>Writes what is queued, then closes the files.</summary>
    public override void Dispose() => _ = TryStop(Timeout.InfiniteTimeSpan);

    /// <summary>As <see cref="Dispose"/>; false when the disk does not answer in that time.</summary>
    public bool TryStop(TimeSpan timeout)
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        if (!_writer.Join(timeout))
        {
            return false;
        }

        foreach (var handle in _handles.Values)
        {
            handle.Dispose();
        }

        return true;
    }

    private void Enqueue(in DeviceRequest request)
    {
        lock (_gate)
        {
            _queue.Enqueue(request);
            Monitor.Pulse(_gate);
        }
    }

    private void WriteLoop()
    {
        while (true)
        {
            lock (_gate)
            {
                while (_queue.Count == 0 && !_stopping)
                {
                    _ = Monitor.Wait(_gate);
                }

                if (_queue.Count == 0)
                {
                    return;
                }

                (_queue, _batch) = (_batch, _queue);
            }

            if (!_failed)
            {
                try
                {
                    WriteBatch();
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    _failed = true;
                    _faulted($"Writing to {_files.Folder} failed: {e.Message}");
                }
            }

            foreach (var request in _batch)
            {
                if (request.Removed is not null)
                {
                    Remove(request);
                }
                else
                {
                    request.Written!(_failed ? WriteFailed : 0, _failed ? 0 : (uint)request.Length, request.Context!);
                }
            }

            _batch.Clear();
        }
    }

    private unsafe void WriteBatch()
    {
        foreach (var request in _batch)
        {
            if (request.Removed is null)
            {
                _storage.Write(
                    HandleOf(request.Segment),
                    new ReadOnlySpan<byte>((void*)request.Source, request.Length),
                    request.Offset);
                _ = _unflushed.Add(request.Segment);
            }
        }

        foreach (var segment in _unflushed)
        {
            _storage.Flush(_handles[segment]);
        }

        _unflushed.Clear();
    }

    private void Remove(in DeviceRequest request)
    {
        try
        {
            if (_handles.Remove(request.Segment, out var handle))
            {
                handle.Dispose();
            }

            _files.ForgetBefore(request.Segment + 1);
            File.Delete(_files.PathOf(request.Segment));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faulted($"{_files.PathOf(request.Segment)} can't be deleted: {e.Message}");
        }

        request.Removed!(request.RemoveResult!);
    }

    private SafeFileHandle HandleOf(int segment)
    {
        if (!_handles.TryGetValue(segment, out var handle))
        {
            var path = _files.PathOf(segment);
            var isNew = !File.Exists(path);
            handle = File.OpenHandle(
                path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            _handles.Add(segment, handle);
            if (isNew)
            {
                CloseBefore(segment - 1);
                _storage.FlushFolder(_files.Folder);
            }
        }

        return handle;
    }

    private void CloseBefore(int segment)
    {
        foreach (var (number, handle) in _handles)
        {
            if (number < segment && !_unflushed.Contains(number))
            {
                handle.Dispose();
                _ = _handles.Remove(number); // Allowed while enumerating since .NET Core 3.
            }
        }
    }
}
