using System.Buffers.Binary;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Queues;

/// <summary>The bytes of a queue snapshot. Layout: README.md of this folder.</summary>
internal static class SnapshotFormat
{
    private const int Version = 3;

    private static ReadOnlySpan<byte> Magic => "GWQS"u8;

    /// <summary>
    /// Writes the queues, each when its turn comes. Messages at or after their partition's position are left out: reading the journal from there
    /// brings them back.
    /// </summary>
    public static void Write(
        SnapshotWriter writer,
        long createdMs,
        long outcomePosition,
        IReadOnlyList<PartitionProgress> partitions,
        IEnumerable<QueueImage> images)
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
        foreach (var image in images)
        {
            WriteQueue(writer, image, limits);
        }

        // No webhook has the number 0: the end.
        writer.Number(0);
        writer.Finish();
    }

    /// <summary>
    /// Reads a snapshot of this version or one before; null where it is damaged. What is wrong may show at the end
    /// only, so read it once for nothing before its queues are believed.
    /// </summary>
    public static SnapshotHeader? Read(SnapshotReader reader, ISnapshotVisitor? visitor)
    {
        if (!reader.Bytes(Magic.Length).SequenceEqual(Magic))
        {
            return null;
        }

        var version = reader.Number();
        if (version is < 1 or > Version)
        {
            return null;
        }

        var created = reader.Number();
        var outcomes = reader.Number();
        var partitions = new PartitionProgress[Math.Min(reader.Count(), MessageKey.MaxPartitions)];
        for (var i = 0; i < partitions.Length; i++)
        {
            partitions[i] = ReadPartition(reader);
        }

        while (reader.Number() is var id and not 0)
        {
            ReadQueue(reader, id, partitions.Length, version, visitor);
        }

        return reader.IsComplete() ? new SnapshotHeader(created, outcomes, partitions) : null;
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

    private static PartitionProgress ReadPartition(SnapshotReader reader)
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
        writer.Number(image.GivenUp);
        writer.Number(image.Collapsed);
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

        // A batch that is not wholly before the limits was formed after the outcomes' position was noted: its record there
        // brings it together again.
        foreach (var key in image.Batches.Where(batch => !IsWhole(batch, limits)).SelectMany(batch => batch.Keys))
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
        foreach (var batch in image.Batches.Where(batch => batch.Keys.Count > 0 && IsWhole(batch, limits)))
        {
            WriteBatch(writer, batch, limits, previous);
        }

        writer.Number(0);
        writer.Number(image.ExpiredList.Length);
        foreach (var expired in image.ExpiredList)
        {
            WriteExpired(writer, expired);
        }
    }

    private static bool IsWhole(MessageBatch batch, long[] limits) =>
        batch.Keys.TrueForAll(key => key.Position < limits[key.Partition]);

    private static void WriteBatch(SnapshotWriter writer, MessageBatch batch, long[] limits, long[] previous)
    {
        writer.Number(batch.Keys.Count);
        writer.Number(batch.Attempts);
        writer.Number(batch.DueMs);
        Array.Clear(previous);
        foreach (var key in batch.Keys)
        {
            WriteKey(writer, key, limits, previous);
        }
    }

    private static void ReadQueue(
        SnapshotReader reader, long id, int partitionCount, long version, ISnapshotVisitor? visitor)
    {
        var total = reader.Number();
        var expired = reader.Number();
        var givenUp = version > 1 ? reader.Number() : 0;
        var collapsed = version > 1 ? reader.Number() : 0;
        var success = reader.Number();
        var hold = reader.Number();
        var error = reader.Text();
        visitor?.BeginQueue(id, new QueueStatistics(total, expired, givenUp, collapsed, success, hold, error, []));
        var previous = new long[partitionCount];
        while (TryReadKey(reader, version, previous, out var key))
        {
            visitor?.Fresh(key);
        }

        Array.Clear(previous);
        while (TryReadKey(reader, version, previous, out var key))
        {
            var retry = new RetryEntry(key, (int)reader.Number(), reader.Number());
            visitor?.Retry(retry);
        }

        while (version > 1 && reader.Count() is var count and not 0)
        {
            var batch = new MessageBatch([], (int)reader.Number(), reader.Number());
            Array.Clear(previous);
            for (var i = 0; i < count && TryReadKey(reader, version, previous, out var key); i++)
            {
                batch.Keys.Add(key);
            }

            visitor?.Batch(batch);
        }

        var list = new ExpiredDelivery[Math.Min(reader.Count(), WebhookQueue.MaxListed)];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = ReadExpired(reader);
        }

        visitor?.EndQueue(list);
    }

    private static bool WriteKey(SnapshotWriter writer, MessageKey key, long[] limits, long[] previous)
    {
        if (key.Position >= limits[key.Partition])
        {
            return false;
        }

        writer.Number(key.Partition + 1);
        writer.Signed(key.Position - previous[key.Partition]);
        writer.Number(key.Size.Code);
        previous[key.Partition] = key.Position;
        return true;
    }

    private static bool TryReadKey(SnapshotReader reader, long version, long[] previous, out MessageKey key)
    {
        key = default;
        var partition = (int)Math.Min(reader.Number(), int.MaxValue) - 1;
        if (partition < 0)
        {
            return false;
        }

        var delta = reader.Signed();
        var size = version > 2 ? new RecordSize((byte)Math.Min(reader.Number(), byte.MaxValue)) : default;
        var position = partition < previous.Length ? previous[partition] + delta : -1;
        if (position is < 0 or > MessageKey.MaxPosition)
        {
            reader.Fail();
            return false;
        }

        previous[partition] = position;
        key = new MessageKey(partition, position, size);
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

    private static ExpiredDelivery ReadExpired(SnapshotReader reader)
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
