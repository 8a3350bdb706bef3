using CsCheck;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class BatchOutcomeTests
{
    private static readonly Gen<MessageKey> GenKey =
        Gen.Select(Gen.Int[0, MessageKey.MaxPartitions - 1], Gen.Long[0, MessageKey.MaxPosition])
            .Select((partition, position) => new MessageKey(partition, position));

    [Fact]
    public void What_is_written_is_read() =>
        Gen.Select(GenKey.List[0, 50], Gen.Int[0, 100], Gen.Long[0, long.MaxValue]).Sample((keys, attempts, time) =>
        {
            var bytes = new byte[BatchOutcome.MaxLengthOf(keys.Count)];
            var length = BatchOutcome.Write(bytes, OutcomeKind.Batch, 9016, new MessageBatch(keys, attempts, 0), time, 77);

            Assert.True(BatchOutcome.TryRead(
                bytes.AsSpan(0, length), out var kind, out var webhook, out var batch, out var number));
            Assert.Equal((OutcomeKind.Batch, 9016L, attempts, time, 77L), (kind, webhook, batch.Attempts, batch.DueMs, number));
            Assert.Equal(keys, batch.Keys);
        });

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[0, 80].Sample(bytes =>
    {
        if (bytes.Length > 1)
        {
            (bytes[0], bytes[1]) = (1, 3);
        }

        _ = BatchOutcome.TryRead(bytes, out _, out _, out _, out _);
    });
}
