using System.Buffers;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Tracing;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Puts events into the event journal. May be called from any thread; each partition has a buffer of its own, so
/// partitions don't wait for each other. An event is queued once the journal has committed it, not before.
/// </summary>
public sealed class EventPublisher
{
    private readonly IJournal _events;
    private readonly DispatchMetrics _metrics;
    private readonly EventTracing? _tracing;
    private readonly Lock[] _gates;
    private readonly byte[][] _buffers;

    public EventPublisher(IJournal events, DispatchMetrics metrics, EventTracing? tracing = null)
    {
        _tracing = tracing;
        _events = events;
        _metrics = metrics;
        _gates = new Lock[events.PartitionCount];
        _buffers = new byte[events.PartitionCount][];
        for (var i = 0; i < _gates.Length; i++)
        {
            _gates[i] = new Lock();
            _buffers[i] = new byte[1024];
        }
    }

    /// <summary>
    /// Appends an event; false where the journal does not take it now, with the reason in <paramref name="result"/>.
    /// Allocates nothing in steady state. Committed up to <see cref="AppendResult.EndPosition"/> means queued for good.
    /// </summary>
    public bool TryPublish(int partition, in EventDraft draft, out AppendResult result)
    {
        var length = EventRecord.MaxLengthOf(draft);
        lock (_gates[partition])
        {
            if (_buffers[partition].Length < length)
            {
                _buffers[partition] = new byte[Math.Max(length, _buffers[partition].Length * 2)];
            }

            length = EventRecord.Write(draft, _buffers[partition]);
            if (!_events[partition].TryAppend(EventRecord.Kind, _buffers[partition].AsSpan(0, length), out result))
            {
                return false;
            }
        }

        _metrics.Published(draft.Type);
        _tracing?.Published(draft, partition);
        return true;
    }

    /// <summary>As <see cref="TryPublish"/>, but waits while the journal is full, as long as the journal allows.</summary>
    public ValueTask<AppendResult> PublishAsync(int partition, in EventDraft draft, CancellationToken cancellationToken)
    {
        if (TryPublish(partition, draft, out var result) || result.Status != AppendStatus.Full)
        {
            return new ValueTask<AppendResult>(result);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(EventRecord.MaxLengthOf(draft));
        return WaitAsync(partition, draft.Type, buffer, EventRecord.Write(draft, buffer), cancellationToken);
    }

    private async ValueTask<AppendResult> WaitAsync(
        int partition,
        EventType type,
        byte[] buffer,
        int length,
        CancellationToken cancellationToken)
    {
        var result = await _events[partition].AppendAsync(EventRecord.Kind, buffer.AsMemory(0, length), cancellationToken);
        ArrayPool<byte>.Shared.Return(buffer);
        if (result.IsAppended)
        {
            _metrics.Published(type);
        }

        return result;
    }
}
