using System.Text;
using CsCheck;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class EventRecordTests
{
    [Fact]
    public void Reads_back_what_was_written() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 14], Gen.Long[0, long.MaxValue], Gen.String, Gen.Long[1, long.MaxValue / 64].Array[1, 50])
            .Sample((id, type, number, text, ids) =>
            {
                var webhooks = ids.Distinct().Order().ToArray();
                var refId = Encoding.UTF8.GetBytes(text);
                var draft = new EventDraft
                {
                    Id = new EventId(new UInt128(id, (ulong)number)),
                    Type = (EventType)type,
                    AccountId = number,
                    VehicleId = number / 3,
                    RefId = refId,
                    EventTimeMs = -number,
                    EnqueuedMs = number,
                    Data = refId,
                    Webhooks = webhooks,
                };
                var bytes = new byte[EventRecord.MaxLengthOf(draft)];
                var length = EventRecord.Write(draft, bytes);

                Assert.True(EventRecord.TryRead(bytes.AsSpan(0, length), out var record));
                Assert.Equal(draft.Id, record.Id);
                Assert.Equal(draft.Type, record.Type);
                Assert.Equal(draft.AccountId, record.AccountId);
                Assert.Equal(draft.VehicleId, record.VehicleId);
                Assert.Equal(draft.EventTimeMs, record.EventTimeMs);
                Assert.Equal(draft.EnqueuedMs, record.EnqueuedMs);
                Assert.True(record.RefId.SequenceEqual(refId));
                Assert.True(record.Data.SequenceEqual(refId));
                var read = new List<long>();
                foreach (var webhook in record.GetAddressees())
                {
                    read.Add(webhook);
                }

                Assert.Equal(webhooks, read);
                for (var cut = 0; cut < length; cut++)
                {
                    Assert.False(EventRecord.TryRead(bytes.AsSpan(0, cut), out _));
                }
            }, iter: 300);

    [Fact]
    public void Bytes_at_random_are_refused_or_read_but_never_throw() =>
        Gen.Byte.Array[0, 200].Sample(
            bytes =>
            {
                if (bytes.Length > 0)
                {
                    bytes[0] = 1;
                }

                if (EventRecord.TryRead(bytes, out var record))
                {
                    Assert.InRange(record.AddresseeCount, 0, bytes.Length);
                }
            }, iter: 20_000);

    [Theory]
    [InlineData(new long[0])]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { 2, 1 })]
    [InlineData(new long[] { 1, 1 })]
    public void Addressees_must_be_ascending(long[] webhooks) => Assert.Throws<ArgumentException>(() =>
        EventRecord.Write(
            new EventDraft
            {
                Id = default,
                Type = EventType.Idle,
                AccountId = 1,
                VehicleId = 1,
                RefId = default,
                EventTimeMs = 0,
                EnqueuedMs = 0,
                Data = "{}"u8,
                Webhooks = webhooks,
            },
            new byte[200]));
}
