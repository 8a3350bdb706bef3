using Gateway.Dispatch.Events;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Vehicles;

/// <summary>
/// Events that were computed and are not yet in the event journal. Copies what a draft borrows into buffers that are
/// used again, so that computing needs no I/O and no allocation. One owner.
/// </summary>
internal sealed class EventOutbox
{
    private readonly List<Entry> _entries = [];
    private byte[] _bytes = new byte[16 * 1024];
    private int _byteCount;
    private long[] _webhooks = new long[256];
    private int _webhookCount;

    public int Count => _entries.Count;

    /// <summary>The event's id.</summary>
    public EventId IdOf(int index) => _entries[index].Id;

    /// <summary>The event; valid until the outbox changes.</summary>
    public EventDraft this[int index]
    {
        get
        {
            var entry = _entries[index];
            return new EventDraft
            {
                Id = entry.Id,
                Type = entry.Type,
                AccountId = entry.AccountId,
                VehicleId = entry.VehicleId,
                EventTimeMs = entry.EventTimeMs,
                EnqueuedMs = entry.EnqueuedMs,
                ReceivedMs = entry.ReceivedMs,
                RefId = _bytes.AsSpan(entry.RefStart, entry.DataStart - entry.RefStart),
                Data = _bytes.AsSpan(entry.DataStart, entry.DataLength),
                Webhooks = _webhooks.AsSpan(entry.WebhooksStart, entry.WebhookCount),
            };
        }
    }

    public void Add(in EventDraft draft)
    {
        var refStart = Append(draft.RefId);
        var dataStart = Append(draft.Data);
        Grow(ref _webhooks, _webhookCount + draft.Webhooks.Length);
        draft.Webhooks.CopyTo(_webhooks.AsSpan(_webhookCount));
        _entries.Add(new Entry(
            draft.Id,
            draft.Type,
            draft.AccountId,
            draft.VehicleId,
            draft.EventTimeMs,
            draft.EnqueuedMs,
            draft.ReceivedMs,
            refStart,
            dataStart,
            draft.Data.Length,
            _webhookCount,
            draft.Webhooks.Length));
        _webhookCount += draft.Webhooks.Length;
    }

    public void Clear()
    {
        _entries.Clear();
        _byteCount = 0;
        _webhookCount = 0;
    }

    private int Append(ReadOnlySpan<byte> bytes)
    {
        Grow(ref _bytes, _byteCount + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_byteCount));
        var start = _byteCount;
        _byteCount += bytes.Length;
        return start;
    }

    private static void Grow<T>(ref T[] array, int needed)
    {
        if (array.Length < needed)
        {
            Array.Resize(ref array, Math.Max(needed, array.Length * 2));
        }
    }

    private readonly record struct Entry(
        EventId Id,
        EventType Type,
        long AccountId,
        long VehicleId,
        long EventTimeMs,
        long EnqueuedMs,
        long ReceivedMs,
        int RefStart,
        int DataStart,
        int DataLength,
        int WebhooksStart,
        int WebhookCount);
}
