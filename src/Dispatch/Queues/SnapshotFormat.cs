using System.Buffers.Binary;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Queues;

/// <summary>The bytes of a queue snapshot. Layout: README.md of this folder.</summary>
internal static class SnapshotFormat
{
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "GWQS"u8;

    /// <summary>
    /// Writes the queues. Messages at or after their partition's position are left out: reading the journal from there
    /// brings them back.
    /// </summary>
    public static void Write(
        SnapshotWriter writer,
        long createdMs,
        long outcomePosition,
        IReadOnlyList<PartitionProgress> partitions,
        IEnumerable<WebhookQueue> queues)
    {
        writer.Bytes(Magic);
        writer.Number(Version);
        writer.Number(createdMs);
        writer.Number(outcomePosition);
        writer.Number(partitions.Count);
        foreach (var partition in partitions)
        {
            WritePartition(writer, partition);
        }

        var limits = partitions.Select(partition => partition.Position).ToArray();
        foreach (var queue in queues)
        {
            var image = queue.Capture();
            try
            {
                WriteQueue(writer, image, limits);
            }
            finally
            {
                queue.Release();
            }
        }

        // No webhook has the number 0: the end.
        writer.Number(0);
        writer.Finish();
    }

    /// <summary>Reads a snapshot; null where it is damaged or of another version.</summary>
    public static QueueSnapshot? Read(ReadOnlySpan<byte> file)
    {
        var reader = new SnapshotReader(file);
        if (!reader.Bytes(Magic.Length).SequenceEqual(Magic) || reader.Number() != Version)
        {
            return null;
        }

        var created = reader.Number();
        var outcomes = reader.Number();
        var partitions = new PartitionProgress[Math.Min(reader.Count(), MessageKey.MaxPartitions)];
        for (var i = 0; i < partitions.Length; i++)
        {
            partitions[i] = ReadPartition(ref reader);
        }

        var queues = new List<RestoredQueue>();
        while (reader.Number() is var id and not 0)
        {
            queues.Add(ReadQueue(ref reader, id, partitions.Length));
        }

        return reader.IsFaulty || !reader.IsAtEnd
            ? null
            : new QueueSnapshot
            {
                CreatedMs = created,
                OutcomePosition = outcomes,
                Partitions = partitions,
                Queues = queues,
            };
    }

    private static void WritePartition(SnapshotWriter writer, PartitionProgress partition)
    {
        writer.Number(partition.Position);
        writer.Number(partition.Marks.Count);
        var previous = default(TimeMark);
        foreach (var mark in partition.Marks)
        {
            writer.Number(mark.Position - previous.Position);
            writer.Number(mark.TimeMs - previous.TimeMs);
            previous = mark;
        }
    }

    private static PartitionProgress ReadPartition(ref SnapshotReader reader)
    {
        var position = reader.Number();
        var marks = new TimeMark[reader.Count()];
        var previous = default(TimeMark);
        for (var i = 0; i < marks.Length; i++)
        {
            previous = marks[i] = new TimeMark(previous.Position + reader.Number(), previous.TimeMs + reader.Number());
        }

        return new PartitionProgress(position, marks);
    }

    private static void WriteQueue(SnapshotWriter writer, QueueImage image, long[] limits)
    {
        writer.Number(image.WebhookId);
        writer.Number(image.Total);
        writer.Number(image.Expired);
        writer.Number(image.LastSuccessMs);
        writer.Number(image.HoldUntilMs);
        writer.Text(image.LastError);

        // The number of keys is known only at the end, so each is preceded by its partition plus one, and 0 ends them.
        var previous = new long[limits.Length];
        foreach (var key in image.Untried)
        {
            WriteKey(writer, key, limits, previous);
        }

        foreach (var key in image.Parked)
        {
            WriteKey(writer, key, limits, previous);
        }

        foreach (var key in image.Fresh)
        {
            WriteKey(writer, key, limits, previous);
        }

        writer.Number(0);
        Array.Clear(previous);
        foreach (var retry in image.Retries)
        {
            if (WriteKey(writer, retry.Key, limits, previous))
            {
                writer.Number(retry.Attempts);
                writer.Number(retry.DueMs);
            }
        }

        writer.Number(0);
        writer.Number(image.ExpiredList.Length);
        foreach (var expired in image.ExpiredList)
        {
            WriteExpired(writer, expired);
        }
    }

    private static RestoredQueue ReadQueue(ref SnapshotReader reader, long id, int partitionCount)
    {
        var total = reader.Number();
        var expired = reader.Number();
        var success = reader.Number();
        var hold = reader.Number();
        var error = reader.Text();
        var fresh = new List<MessageKey>();
        var previous = new long[partitionCount];
        while (TryReadKey(ref reader, previous, out var key))
        {
            fresh.Add(key);
        }

        var retries = new List<RetryEntry>();
        Array.Clear(previous);
        while (TryReadKey(ref reader, previous, out var key))
        {
            retries.Add(new RetryEntry(key, (int)reader.Number(), reader.Number()));
        }

        var list = new ExpiredDelivery[reader.Count()];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = ReadExpired(ref reader);
        }

        return new RestoredQueue(
            id, new QueueStatistics(total, expired, success, hold, error, list), [.. fresh], [.. retries]);
    }

    private static bool WriteKey(SnapshotWriter writer, MessageKey key, long[] limits, long[] previous)
    {
        if (key.Position >= limits[key.Partition])
        {
            return false;
        }

        writer.Number(key.Partition + 1);
        writer.Signed(key.Position - previous[key.Partition]);
        previous[key.Partition] = key.Position;
        return true;
    }

    private static bool TryReadKey(ref SnapshotReader reader, long[] previous, out MessageKey key)
    {
        key = default;
        var partition = (int)Math.Min(reader.Number(), int.MaxValue) - 1;
        if (partition < 0)
        {
            return false;
        }

        var delta = reader.Signed();
        var position = partition < previous.Length ? previous[partition] + delta : -1;
        if (position is < 0 or > MessageKey.MaxPosition)
        {
            reader.Fail();
            return false;
        }

        previous[partition] = position;
        key = new MessageKey(partition, position);
        return true;
    }

    private static void WriteExpired(SnapshotWriter writer, ExpiredDelivery expired)
    {
        writer.Number(expired.Key.Packed);
        writer.Number(expired.ExpiredMs);
        writer.Number(expired.EventId is null ? 0 : 1);
        if (expired.EventId is { } id)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
            writer.Bytes(bytes);
        }
    }

    private static ExpiredDelivery ReadExpired(ref SnapshotReader reader)
    {
        var key = new MessageKey(reader.Number());
        var time = reader.Number();
        if (reader.Number() == 0)
        {
            return new ExpiredDelivery(key, null, time);
        }

        var bytes = reader.Bytes(16);
        return new ExpiredDelivery(
            key, bytes.IsEmpty ? null : new EventId(BinaryPrimitives.ReadUInt128BigEndian(bytes)), time);
    }
}
