using CsCheck;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class OutcomeRecordTests
{
    [Fact]
    public void Reads_back_what_was_written() =>
        Gen.Select(Gen.Bool, Gen.Long[1, long.MaxValue], Gen.Int[0, 255], Gen.Long[0, MessageKey.MaxPosition], Gen.Int[0, int.MaxValue])
            .Sample((failed, webhook, partition, position, attempts) =>
            {
                var record = new OutcomeRecord(
                    failed ? OutcomeKind.Failed : OutcomeKind.Delivered,
                    webhook,
                    new MessageKey(partition, position),
                    attempts,
                    position / 2,
                    webhook / 2);
                var bytes = new byte[OutcomeRecord.MaxLength];
                var length = record.Write(bytes);

                Assert.True(OutcomeRecord.TryRead(bytes.AsSpan(0, length), out var read));
                Assert.Equal(record, read);
                for (var cut = 0; cut < length; cut++)
                {
                    Assert.False(OutcomeRecord.TryRead(bytes.AsSpan(0, cut), out _));
                }
            });
}
