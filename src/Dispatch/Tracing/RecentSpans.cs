using System.Diagnostics;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Tracing;

/// <summary>
/// The spans under which recent events were published, so that their attempts hang below them. Forgets the oldest: an
/// attempt long after, or after a restart, is in the same trace without that parent. Any thread.
/// </summary>
internal sealed class RecentSpans
{
    private const int Capacity = 8192;

    private readonly Lock _gate = new();
    private readonly Dictionary<EventId, ActivityContext> _spans = [];
    private readonly Queue<EventId> _order = new();

    public void Add(EventId id, ActivityContext span)
    {
        lock (_gate)
        {
            if (!_spans.TryAdd(id, span))
            {
                _spans[id] = span;
                return;
            }

            _order.Enqueue(id);
            if (_order.Count > Capacity)
            {
                _spans.Remove(_order.Dequeue());
            }
        }
    }

    public ActivityContext? Find(EventId id)
    {
        lock (_gate)
        {
            return _spans.TryGetValue(id, out var span) ? span : null;
        }
    }
}
