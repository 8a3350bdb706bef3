using System.Buffers.Binary;
using System.Text;
using Gateway.Vehicles.History;

namespace Gateway.Vehicles;

/// <summary>
/// A checkpoint in the making: states first, then what they stand for. Nobody finds it before it is complete. For one
/// thread at a time.
/// </summary>
internal sealed class CheckpointWriter : IAsyncDisposable
{
    private const int BufferBytes = 1 << 16;

    // Told to go to disk in pieces: a journal that is flushed meanwhile waits for a piece, not for the whole file.
    private const long FlushBytes = 4 << 20;

    private readonly CheckpointStore _store;
    private readonly FileStream _file;
    private readonly Crc32Stream _summed;
    private readonly BinaryWriter _writer;
    private ByteSink _scratch;
    private Task _flushing = Task.CompletedTask;
    private long _flushedTo;
    private int _count;

    /// <exception cref="IOException">The file can't be made.</exception>
    public CheckpointWriter(CheckpointStore store, string path, int partition)
    {
        _store = store;
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        _summed = new Crc32Stream(_file);
        _writer = new BinaryWriter(new BufferedStream(_summed, BufferBytes), Encoding.UTF8);
        _writer.Write(CheckpointFormat.Magic);
        _writer.Write(CheckpointFormat.Version);
        _writer.Write(partition);
    }

    /// <exception cref="IOException">The system says no.</exception>
    public void Add(VehicleState state)
    {
        _writer.Write(CheckpointFormat.State);
        VehicleStateCodec.Write(_writer, state, ref _scratch);
        _count++;
        if (_file.Position - _flushedTo >= FlushBytes && _flushing.IsCompletedSuccessfully)
        {
            _flushedTo = _file.Position;
            _flushing = Task.Run(Flush);
        }
    }

    /// <summary>Makes it the newest checkpoint; it is on disk when this ends.</summary>
    /// <param name="positions">What the states stand for; its states are not looked at.</param>
    /// <exception cref="IOException">The system says no; the checkpoints before are untouched.</exception>
    public async Task CompleteAsync(Checkpoint positions)
    {
        await _flushing;
        await Task.Run(() =>
        {
            WriteEnd(positions);
            Flush();
        });
        await DisposeAsync();
        _store.Publish();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A file that is being flushed stays open, and locked.
        await _flushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _file.DisposeAsync();
    }

    private void Flush() => RandomAccess.FlushToDisk(_file.SafeFileHandle);

    private void WriteEnd(Checkpoint positions)
    {
        _writer.Write(CheckpointFormat.End);
        _writer.Write(_count);
        _writer.Write(positions.ReportPosition);
        _writer.Write(positions.EventPosition);
        _writer.Write(positions.HistoryPosition);
        _writer.Write(positions.HistoryMarks?.Count ?? 0);
        foreach (var mark in positions.HistoryMarks ?? [])
        {
            _writer.Write(mark.TimeMs);
            _writer.Write(mark.Position);
        }

        _writer.Flush();
        Span<byte> trailer = stackalloc byte[CheckpointFormat.TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _summed.Checksum);
        _file.Write(trailer);
    }
}
