using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch.Attempts;

/// <summary>
/// The recent attempts on disk, so that they are still there after a restart: files <c>attempts-N.log</c> of a bounded
/// size, the oldest deleted. Best effort: written once a second, off the way of the attempts; what comes too fast is
/// left out and counted, deliveries before failures; nothing waits for the disk.
/// </summary>
internal sealed class AttemptFile : IAsyncDisposable
{
    private const int KeptFiles = 4;
    private const int Prefix = 8;
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly AttemptOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private byte[] _pending = [];
    private byte[] _writing = [];
    private int _length;
    private long _lost;
    private long _written;
    private long _number;
    private FileStream? _file;
    private Task? _loop;

    public AttemptFile(string folder, AttemptOptions options, TimeProvider time, ILogger logger)
    {
        _folder = folder;
        _options = options;
        _time = time;
        _logger = logger;
    }

    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Bytes written since the start.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>The records of all files, oldest first; then begins to write a new file.</summary>
    public IEnumerable<byte[]> Open()
    {
        Directory.CreateDirectory(_folder);
        var records = new List<byte[]>();
        foreach (var (path, number) in Files())
        {
            _number = number;
            ReadFile(path, records);
        }

        _pending = new byte[_options.FileBytesPerSecond];
        _writing = new byte[_options.FileBytesPerSecond];
        _loop = RunAsync();
        return records;
    }

    /// <summary>Takes a record for the next write; false where there is no room.</summary>
    public bool Add(ReadOnlySpan<byte> record, bool isDelivered)
    {
        var needed = Prefix + record.Length;
        if (Volatile.Read(ref _length) + needed > Room(isDelivered))
        {
            Interlocked.Increment(ref _lost);
            return false;
        }

        var crc = Crc32.HashToUInt32(record);
        lock (_gate)
        {
            if (_length + needed > Room(isDelivered))
            {
                Interlocked.Increment(ref _lost);
                return false;
            }

            var to = _pending.AsSpan(_length);
            BinaryPrimitives.WriteInt32LittleEndian(to, record.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(to[4..], crc);
            record.CopyTo(to[Prefix..]);
            _length += needed;
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Twice where both the host and who opened it end it.
        if (Interlocked.Exchange(ref _loop, null) is { } loop)
        {
            await _stopping.CancelAsync();
            await loop;
            _stopping.Dispose();
        }
    }

    private int Room(bool isDelivered) => isDelivered ? _pending.Length / 2 : _pending.Length;

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(FlushInterval, _time);
        var goesOn = true;
        while (goesOn)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                goesOn = false;
            }

            try
            {
                await WriteAsync();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                DispatchLog.AttemptsNotWritten(_logger, failure);
                await CloseAsync();
            }
        }

        await CloseAsync();
    }

    private async Task WriteAsync()
    {
        int length;
        lock (_gate)
        {
            (_pending, _writing) = (_writing, _pending);
            (length, _length) = (_length, 0);
        }

        if (length == 0)
        {
            return;
        }

        if (_file is null || _file.Position + length > _options.FileBytes)
        {
            await CloseAsync();
            _file = new FileStream(
                PathOf(++_number), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
            var files = Files();
            foreach (var (path, _) in files.Take(files.Count - KeptFiles))
            {
                File.Delete(path);
            }
        }

        await _file.WriteAsync(_writing.AsMemory(0, length));
        Volatile.Write(ref _written, _written + length);
    }

    private async ValueTask CloseAsync()
    {
        if (_file is { } file)
        {
            _file = null;
            await file.DisposeAsync();
        }
    }

    private string PathOf(long number) => Path.Combine(_folder, $"attempts-{number:d8}.log");

    private List<(string Path, long Number)> Files() =>
    [
        .. Directory.GetFiles(_folder, "attempts-*.log")
            .Select(path => (path, Number: long.TryParse(
                Path.GetFileNameWithoutExtension(path).AsSpan("attempts-".Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number) ? number : 0))
            .Where(file => file.Number > 0)
            .OrderBy(file => file.Number),
    ];

    private static void ReadFile(string path, List<byte[]> records)
    {
        // A record that is not whole ends the file: the rest of it was never written.
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        while (rest.Length > Prefix)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length is <= 0 or > AttemptFormat.MaxLength || length > rest.Length - Prefix)
            {
                return;
            }

            var record = rest.Slice(Prefix, length);
            if (Crc32.HashToUInt32(record) != BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]))
            {
                return;
            }

            records.Add(record.ToArray());
            rest = rest[(Prefix + length)..];
        }
    }
}
