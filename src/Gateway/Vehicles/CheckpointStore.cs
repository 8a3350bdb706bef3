using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Gateway.Dispatch.Storage;
using Gateway.Vehicles.History;

namespace Gateway.Vehicles;

/// <summary>
/// Keeps the last two checkpoints of a partition: <c>vehicles-N.checkpoint</c> and <c>vehicles-N.checkpoint.old</c>. A
/// new one is written beside them, flushed, and renamed, so that at every moment a whole one is there.
/// </summary>
internal sealed class CheckpointStore(string folder, int partition)
{
    private const uint Magic = 0x53565747; // "GWVS" as the file's first bytes
    private const byte Version = 2;
    private const byte FirstVersion = 1;
    private const int MaxMarks = 10_000;
    private const int TrailerBytes = sizeof(uint);

    private readonly string _current = Path.Combine(folder, $"vehicles-{partition}.checkpoint");

    private string Old => _current + ".old";

    private string Temporary => _current + ".new";

    /// <summary>Reads the newest whole checkpoint.</summary>
    public CheckpointResult Read()
    {
        var current = TryRead(_current, out var currentFault);
        if (current is not null)
        {
            return new CheckpointResult(current);
        }

        var old = TryRead(Old, out var oldFault);
        if (old is not null)
        {
            // A crash between the two renames leaves no current one; that is no damage.
            return new CheckpointResult(old, Warning: currentFault is null ? null : PutAside(currentFault));
        }

        return currentFault is null && oldFault is null
            ? new CheckpointResult(null)
            : new CheckpointResult(null, Fault: $"No vehicle checkpoint of partition {partition} can be read: {currentFault ?? oldFault}");
    }

    /// <summary>Makes the checkpoint the newest one; it is on disk when this returns.</summary>
    /// <exception cref="IOException">The system says no; the checkpoints before are untouched.</exception>
    public void Write(Checkpoint checkpoint)
    {
        using (var file = new FileStream(Temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            using var summed = new Crc32Stream(file);
            using var writer = new BinaryWriter(summed, Encoding.UTF8, leaveOpen: true);
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(partition);
            writer.Write(checkpoint.ReportPosition);
            writer.Write(checkpoint.EventPosition);
            writer.Write(checkpoint.HistoryPosition);
            writer.Write(checkpoint.HistoryMarks?.Count ?? 0);
            foreach (var mark in checkpoint.HistoryMarks ?? [])
            {
                writer.Write(mark.TimeMs);
                writer.Write(mark.Position);
            }

            writer.Write(checkpoint.States.Count);
            var scratch = default(ByteSink);
            foreach (var state in checkpoint.States)
            {
                VehicleStateCodec.Write(writer, state, ref scratch);
            }

            writer.Flush();
            Span<byte> trailer = stackalloc byte[TrailerBytes];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, summed.Checksum);
            file.Write(trailer);
            file.Flush(flushToDisk: true);
        }

        if (File.Exists(_current))
        {
            File.Move(_current, Old, overwrite: true);
        }

        File.Move(Temporary, _current, overwrite: true);

        // The rename is on disk only when the folder is.
        DurableFolder.Flush(folder);
    }

    private static uint ChecksumOf(FileStream file, long length)
    {
        var crc = new Crc32();
        var buffer = new byte[1 << 16];
        while (length > 0)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(length, buffer.Length));
            if (read == 0)
            {
                break;
            }

            crc.Append(buffer.AsSpan(0, read));
            length -= read;
        }

        return crc.GetCurrentHashAsUInt32();
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

    private Checkpoint? TryRead(string path, out string? fault)
    {
        fault = null;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            if (file.Length <= TrailerBytes)
            {
                fault = $"{path} is empty.";
                return null;
            }

            // The checksum first: nothing of a damaged file is believed.
            var computed = ChecksumOf(file, file.Length - TrailerBytes);
            Span<byte> trailer = stackalloc byte[TrailerBytes];
            file.ReadExactly(trailer);
            if (computed != BinaryPrimitives.ReadUInt32LittleEndian(trailer))
            {
                fault = $"the checksum of {path} does not hold.";
                return null;
            }

            file.Position = 0;
            using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
            return ReadBody(reader, path, out fault);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            fault = $"{path}: {e.Message}";
            return null;
        }
    }

    private Checkpoint? ReadBody(BinaryReader reader, string path, out string? fault)
    {
        fault = null;
        if (reader.ReadUInt32() != Magic)
        {
            fault = $"{path} is not a checkpoint.";
            return null;
        }

        var version = reader.ReadByte();
        var ofPartition = reader.ReadInt32();
        if (version is not (Version or FirstVersion) || ofPartition != partition)
        {
            fault = $"{path} has version {version} of partition {ofPartition}.";
            return null;
        }

        var reportPosition = reader.ReadInt64();
        var eventPosition = reader.ReadInt64();
        var (historyPosition, marks) = version == FirstVersion ? (0, []) : (reader.ReadInt64(), ReadMarks(reader));
        var states = new VehicleState[reader.ReadInt32()];
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = version == FirstVersion ? VehicleStateCodec.ReadFirst(reader) : VehicleStateCodec.Read(reader);
        }

        return new Checkpoint(reportPosition, eventPosition, states, historyPosition, marks);
    }

    private static HistoryMark[] ReadMarks(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count is < 0 or > MaxMarks)
        {
            throw new InvalidDataException("An impossible count.");
        }

        var marks = new HistoryMark[count];
        for (var i = 0; i < count; i++)
        {
            marks[i] = new HistoryMark(reader.ReadInt64(), reader.ReadInt64());
        }

        return marks;
    }
}
