using CsCheck;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

/// <summary>Written is what is read, whatever its length; what is damaged is not believed.</summary>
public sealed class SnapshotFormatTests : IDisposable
{
    private static readonly Gen<MessageKey> GenKey =
        Gen.Select(Gen.Int[0, 1], Gen.Long[64, 1L << 40]).Select((partition, position) => new MessageKey(partition, position));

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-snapshot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_what_was_written() =>
        Gen.Select(
            GenKey.List[0, 200],
            Gen.Select(GenKey, Gen.Int[1, 50], Gen.Long[1, 1L << 50]).Select((key, attempts, due) => new RetryEntry(key, attempts, due)).List[0, 20],
            Gen.Select(GenKey.List[1, 20], Gen.Int[0, 9]).List[0, 5],
            Gen.Long[0, 1000])
        .Sample((fresh, retries, batches, count) =>
        {
            var written = new Notes();
            written.Statistics.Add(new QueueStatistics(count, 1, 2, 3, 4, 5, "error", []));
            written.FreshKeys.AddRange(fresh);
            written.Retries.AddRange(retries);
            written.Batches.AddRange(batches.Select(batch => (string.Join(' ', batch.Item1), batch.Item2)));
            using var file = new MemoryStream();
            Write(file, Image(written, retries, batches, fresh));

            file.Position = 0;
            var read = new Notes();
            Assert.Equal(77, SnapshotFormat.Read(new SnapshotReader(file), read)!.OutcomePosition);
            Assert.Equal(written.FreshKeys, read.FreshKeys);
            Assert.Equal(written.Retries, read.Retries);
            Assert.Equal(written.Batches, read.Batches);
            Assert.Equal(written.Statistics[0] with { ExpiredList = read.Statistics[0].ExpiredList }, read.Statistics[0]);
            Assert.Equal([new ExpiredDelivery(new MessageKey(1, 99), new EventId(7), 8)], read.Expired);
        },
        iter: 200);

    [Fact]
    public void One_wrong_byte_or_a_missing_end_is_damage()
    {
        var fresh = Enumerable.Range(0, 500).Select(at => new MessageKey(at % 2, 64 + (at * 40))).ToList();
        using var file = new MemoryStream();
        Write(file, Image(new Notes(), [], [(fresh[..7], 1)], fresh));
        var bytes = file.ToArray();
        for (var at = 0; at < bytes.Length; at++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x10;
            Assert.Null(SnapshotFormat.Read(new SnapshotReader(new MemoryStream(damaged)), null));
            Assert.Null(SnapshotFormat.Read(new SnapshotReader(new MemoryStream(bytes, 0, at)), null));
        }
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[0, 300].Sample(bytes =>
        Assert.Null(SnapshotFormat.Read(new SnapshotReader(new MemoryStream(bytes)), null)));

    [Fact]
    public void Two_million_messages_are_read_without_being_held()
    {
        const int count = 2_000_000;
        var path = Path.Combine(_folder, "large");
        using (var file = File.Create(path))
        {
            var fifo = new MessageFifo();
            for (var at = 0; at < count; at++)
            {
                fifo.Add(new MessageKey(at & 1, 64 + (at * 500L)));
            }

            Write(file, Image(new Notes(), [], [], []) with { Fresh = fifo.View(), FreshFifo = fifo });
        }

        var sum = new Sum();
        using var again = File.OpenRead(path);
        var reader = new SnapshotReader(again);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(SnapshotFormat.Read(reader, sum));

        // Hardly more than what is made at first use, once for the process.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(count, sum.Count);
        Assert.InRange(again.Length, 1, count * 5);
    }

    private static QueueImage Image(
        Notes notes, List<RetryEntry> retries, List<(List<MessageKey> Keys, int Attempts)> batches, List<MessageKey> fresh)
    {
        var empty = new MessageFifo();
        var statistics = notes.Statistics.FirstOrDefault();
        return new QueueImage
        {
            WebhookId = 9,
            Total = statistics.Total,
            Expired = statistics.Expired,
            GivenUp = statistics.GivenUp,
            Collapsed = statistics.Collapsed,
            LastSuccessMs = statistics.LastSuccessMs,
            HoldUntilMs = statistics.HoldUntilMs,
            LastError = statistics.LastError,
            Untried = [.. fresh],
            Fresh = empty.View(),
            FreshFifo = empty,
            Parked = empty.View(),
            Retries = [.. retries],
            Batches = [.. batches.Select(batch => new MessageBatch(batch.Keys, batch.Attempts, 5))],
            ExpiredList = [new ExpiredDelivery(new MessageKey(1, 99), new EventId(7), 8)],
        };
    }

    private static void Write(Stream file, QueueImage image) => SnapshotFormat.Write(
        new SnapshotWriter(file),
        1,
        77,
        [new PartitionProgress(MessageKey.MaxPosition, [new TimeMark(64, 5)]), new PartitionProgress(MessageKey.MaxPosition, [])],
        [image]);

    private sealed class Notes : ISnapshotVisitor
    {
        public List<QueueStatistics> Statistics { get; } = [];

        public List<MessageKey> FreshKeys { get; } = [];

        public List<RetryEntry> Retries { get; } = [];

        public List<(string Keys, int Attempts)> Batches { get; } = [];

        public List<ExpiredDelivery> Expired { get; } = [];

        public void BeginQueue(long webhookId, in QueueStatistics statistics) => Statistics.Add(statistics);

        public void Fresh(MessageKey key) => FreshKeys.Add(key);

        public void Retry(RetryEntry retry) => Retries.Add(retry);

        public void Batch(MessageBatch batch) => Batches.Add((string.Join(' ', batch.Keys), batch.Attempts));

        public void EndQueue(IReadOnlyCollection<ExpiredDelivery> expired) => Expired.AddRange(expired);
    }

    private sealed class Sum : ISnapshotVisitor
    {
        public long Count { get; private set; }

        public void BeginQueue(long webhookId, in QueueStatistics statistics) => Assert.Equal(9, webhookId);

        public void Fresh(MessageKey key) => Count++;

        public void Retry(RetryEntry retry) => Assert.Fail("none was written");

        public void Batch(MessageBatch batch) => Assert.Fail("none was written");

        public void EndQueue(IReadOnlyCollection<ExpiredDelivery> expired) => Assert.Single(expired);
    }
}
