using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Gateway.Vehicles.History;

namespace Gateway.Vehicles;

/// <summary>Reads a checkpoint file, of this version and the ones before.</summary>
internal static class CheckpointReader
{
    private const int MaxMarks = 10_000;
    private const int BufferBytes = 1 << 20;

    /// <summary>Null where there is no such file, or a fault.</summary>
    /// <param name="path">The file.</param>
    /// <param name="partition">The partition that it has to be of.</param>
    /// <param name="fault">In words, where it is there and can't be read.</param>
    public static Checkpoint? TryRead(string path, int partition, out string? fault)
    {
        fault = null;
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
            if (file.Length <= CheckpointFormat.TrailerBytes)
            {
                fault = $"{path} is empty.";
                return null;
            }

            // The checksum first: nothing of a damaged file is believed.
            var computed = ChecksumOf(file, file.Length - CheckpointFormat.TrailerBytes);
            Span<byte> trailer = stackalloc byte[CheckpointFormat.TrailerBytes];
            file.ReadExactly(trailer);
            if (computed != BinaryPrimitives.ReadUInt32LittleEndian(trailer))
            {
                fault = $"the checksum of {path} does not hold.";
                return null;
            }

            file.Position = 0;
            using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
            return ReadBody(reader, path, partition, out fault);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            fault = $"{path}: {e.Message}";
            return null;
        }
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

    private static Checkpoint? ReadBody(BinaryReader reader, string path, int partition, out string? fault)
    {
        fault = null;
        if (reader.ReadUInt32() != CheckpointFormat.Magic)
        {
            fault = $"{path} is not a checkpoint.";
            return null;
        }

        var version = reader.ReadByte();
        var ofPartition = reader.ReadInt32();
        if (version is 0 or > CheckpointFormat.Version || ofPartition != partition)
        {
            fault = $"{path} has version {version} of partition {ofPartition}.";
            return null;
        }

        return version == CheckpointFormat.Version ? ReadStates(reader) : ReadEarlier(reader, version);
    }

    private static Checkpoint ReadStates(BinaryReader reader)
    {
        var states = new List<VehicleState>();
        while (reader.ReadByte() == CheckpointFormat.State)
        {
            states.Add(VehicleStateCodec.Read(reader));
        }

        if (reader.ReadInt32() != states.Count)
        {
            throw new InvalidDataException("Not as many states as it says.");
        }

        return new Checkpoint(
            reader.ReadInt64(), reader.ReadInt64(), states, reader.ReadInt64(), ReadMarks(reader));
    }

    private static Checkpoint ReadEarlier(BinaryReader reader, byte version)
    {
        var isFirst = version == CheckpointFormat.FirstVersion;
        var reportPosition = reader.ReadInt64();
        var eventPosition = reader.ReadInt64();
        var (historyPosition, marks) = isFirst ? (0, []) : (reader.ReadInt64(), ReadMarks(reader));
        var states = new VehicleState[reader.ReadInt32()];
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = isFirst ? VehicleStateCodec.ReadFirst(reader) : VehicleStateCodec.Read(reader);
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
