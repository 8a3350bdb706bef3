using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

/// <summary>
/// A queue beside what is known of it from outside: which events came, which were put in again, which left and why. After
/// each operation every event that came in is held once, or has left by a delivery or a counted reason; nothing else.
/// </summary>
internal sealed class QueueModel
{
    /// <summary>The step in which a message turns out not to be readable.</summary>
    public const int Park = 14;

    private const int Vehicles = 6;
    private const int MostUncommitted = 32 << 10;

    private readonly long _webhook;
    private readonly IJournalPartition _journal;
    private readonly DispatchMetrics _metrics;
    private readonly QueueRules[] _allRules;
    private readonly QueueDriver _driver;
    private readonly OutcomeLog _outcomes;
    private readonly long[] _begins = new long[2];
    private readonly long[] _next = [64, 64];
    private readonly List<MessageKey> _events = [];
    private readonly HashSet<MessageKey> _requeued = [];
    private readonly HashSet<MessageKey> _retried = [];
    private readonly List<MessageKey> _delivered = [];
    private readonly long _first;
    private HashSet<MessageKey> _held = [];
    private QueueTotals _totals = new();
    private QueueRules _rules;
    private byte[]? _snapshot;
    private (long Outcomes, long[] Limits) _noted;
    private (long Outcomes, long[] Limits) _saved;
    private long _committed;
    private long _lostBefore;
    private long _collapsed;
    private bool _open = true;

    public QueueModel(long webhook, IJournalPartition journal, DispatchMetrics metrics, QueueRules[] rules)
    {
        _webhook = webhook;
        _journal = journal;
        _metrics = metrics;
        _allRules = rules;
        _rules = rules[0];
        _driver = new QueueDriver(Vehicles) { IsGone = key => key.Position < _begins[key.Partition] };
        _outcomes = new OutcomeLog(journal, metrics);
        _outcomes.StartAt(journal.TailPosition);
        _first = journal.TailPosition;
        _saved = _noted = (_first, [64, 64]);
        _driver.Queue = Make();
        _driver.Queue.SetOpen(open: true, afresh: false, _driver.NowMs);
    }

    /// <summary>What was delivered, in order.</summary>
    public IReadOnlyList<MessageKey> Delivered => _delivered;

    private WebhookQueue Queue => _driver.Queue;

    /// <summary>Does one thing, then looks at everything.</summary>
    public async Task StepAsync(int kind, int choice)
    {
        var inFlight = _driver.InFlight;
        switch (kind)
        {
            case <= 5:
                Add(choice);
                break;
            case 6 or 7 or 8:
                _driver.Work();
                break;
            case 9 or 10 when inFlight.Count > 0:
                Deliver(choice);
                break;
            case 11 or 12 when inFlight.Count > 0:
                Queue.Failed(_driver.Land(choice), _driver.NowMs + 50 + (choice % 50), 0, "no", 0, overloaded: kind == 11);
                break;
            case 13 when inFlight.Count > 0:
                Queue.Return(_driver.Land(choice), 0);
                break;
            case Park when inFlight.Count > 0:
                Queue.Park(_driver.Land(choice), "can't be read", _driver.NowMs);
                break;
            case 15 when inFlight.Count > 0 && inFlight[choice % inFlight.Count] is { Batch: { } batch } message:
                Queue.Split(message, 1 + (choice % batch.Keys.Count));
                break;
            case 16:
                // The same rules again are not looked at: what a restart brought back waits for the next message.
                var before = _rules;
                _rules = _allRules[choice % _allRules.Length];
                Queue.Configure(_rules, _driver.NowMs);
                if (_rules != before)
                {
                    AssertWithinLimits();
                }

                break;
            case 17:
                Expire(choice);
                break;
            case 18:
                _open = choice % 3 != 0;
                Queue.SetOpen(_open, afresh: choice % 2 == 0, _driver.NowMs);
                break;
            case 19 or 20:
                Requeue(choice, byHand: kind == 19);
                break;
            case 21:
                _noted = (_outcomes.EndPosition, [.. _next]);
                break;
            case 22:
                await SaveAsync();
                break;
            case 23:
                await RestartAsync(withSnapshot: choice % 4 != 0);
                break;
            default:
                _driver.NowMs += choice % 60;
                Queue.Wake(_driver.NowMs);
                break;
        }

        Check();
        if (_outcomes.EndPosition - _committed > MostUncommitted)
        {
            await CommitAsync();
        }
    }

    /// <summary>Lets everything go that waits.</summary>
    public void Drain()
    {
        _open = true;
        Queue.SetOpen(open: true, afresh: true, _driver.NowMs);
        for (var round = 0; Queue.GetState().QueueDepth > 0; round++)
        {
            Assert.True(round < 10_000, "It does not end.");
            while (_driver.Work())
            {
                Check();
            }

            if (_driver.InFlight.Count > 0)
            {
                Deliver(0);
            }

            _driver.NowMs += 50;
            Queue.SetOpen(open: true, afresh: true, _driver.NowMs);
            Check();
        }

        Assert.Empty(_held);
        Assert.Equal((0, 0), (_totals.Depth, _totals.Bytes));
    }

    /// <summary>The messages of a vehicle that were never put in again came in their order.</summary>
    public void AssertOrder()
    {
        foreach (var vehicle in _delivered.Where(key => !_requeued.Contains(key)).GroupBy(_driver.VehicleOf))
        {
            Assert.Equal(vehicle.OrderBy(key => key.Position), vehicle);
        }
    }

    private WebhookQueue Make()
    {
        var queue = new WebhookQueue(_webhook, _outcomes, _totals, _rules);
        queue.Attach(_driver);
        return queue;
    }

    private void Add(int choice)
    {
        var partition = choice & 1;
        var length = 60 + (choice * 7 % 2000);
        _next[partition] += 2 - ((_next[partition] + partition) & 1);
        var key = new MessageKey(partition, _next[partition], RecordSize.Of(length));
        _next[partition] += 36 + length;
        _events.Add(key);
        _held.Add(key);
        Assert.True(Queue.Add(key, _driver.NowMs));
        AssertWithinLimits();
    }

    private void Deliver(int choice)
    {
        var message = _driver.Land(choice);
        foreach (var key in QueueDriver.KeysOf(message))
        {
            Assert.True(_held.Remove(key), $"{key} was sent and not held.");
            _delivered.Add(key);
        }

        Queue.Delivered(message, _driver.NowMs, 0);
    }

    private void Expire(int choice)
    {
        // A quarter of what there is at most.
        var partition = choice & 1;
        _begins[partition] += (_next[partition] - _begins[partition]) * (choice % 16) / 64;
        var last = new Queue<MessageKey>();
        Queue.ExpireBefore(_begins, last);
        Queue.ListExpired(last.Select(key => new ExpiredDelivery(key, null, _driver.NowMs)));
    }

    private void Requeue(int choice, bool byHand)
    {
        if (_events.Count == 0 || _events[choice % _events.Count] is var key && _driver.IsGone(key))
        {
            return;
        }

        var isHeld = _held.Contains(key);
        if (isHeld && !byHand && !_retried.Contains(key))
        {
            // A replay knows what waits; of what was put in by hand it is told.
            return;
        }

        var state = Queue.GetState();
        var isFull = state.QueueDepth >= _rules.MaxMessages || state.QueueBytes + key.Size.Bytes > _rules.MaxBytes;
        var status = byHand ? Queue.Retry(key, _driver.NowMs) : Queue.Requeue(key, _driver.NowMs);
        if (isHeld)
        {
            Assert.True(status == RequeueStatus.Waiting || (byHand && status == RequeueStatus.Queued), status.ToString());
            return;
        }

        Assert.Equal(isFull ? RequeueStatus.Busy : RequeueStatus.Queued, status);
        if (!isFull)
        {
            _held.Add(key);
            _requeued.Add(key);
            if (byHand)
            {
                _retried.Add(key);
            }
        }
    }

    private async Task SaveAsync()
    {
        // As the saver does: the outcomes' end was noted first, then how far the events are, now the queues are copied.
        await CommitAsync();
        using var file = new MemoryStream();
        var image = Queue.Capture();
        SnapshotFormat.Write(
            new SnapshotWriter(file),
            1,
            _noted.Outcomes,
            [.. _noted.Limits.Select(limit => new PartitionProgress(limit, []))],
            [image]);
        Queue.Release(image);
        (_snapshot, _saved) = (file.ToArray(), _noted);
    }

    private async Task RestartAsync(bool withSnapshot)
    {
        await CommitAsync();
        _totals = new QueueTotals();
        _driver.Restart();
        var queues = new QueueIndex(id => id == _webhook ? Make() : null, _ => { }, _metrics);
        var recovery = new QueueRecovery(queues, _metrics, _begins, _driver.NowMs);
        var reader = _snapshot is not null && withSnapshot ? new SnapshotReader(new MemoryStream(_snapshot)) : null;
        var (outcomes, limits) = reader is null ? (_first, [64L, 64L]) : _saved;
        Assert.Null(recovery.ReadOutcomes(_journal, outcomes).Fault);
        if (reader is not null)
        {
            Assert.NotNull(SnapshotFormat.Read(reader, recovery));
        }

        recovery.RestoreOthers();
        foreach (var key in _events.Where(key => key.Position >= Math.Max(limits[key.Partition], _begins[key.Partition])))
        {
            recovery.Add(_webhook, key, _driver.NowMs);
        }

        recovery.RestoreRequeued();
        recovery.Finish();
        _driver.Queue = queues.GetOrMake(_webhook)!;
        _lostBefore = Queue.GetState().Expired;
        _retried.Clear();
        Queue.SetOpen(_open, afresh: false, _driver.NowMs);

        // What was too old goes without a record, and is found too old again.
        _held.RemoveWhere(_driver.IsGone);
        Assert.Equal(Sorted(_held), Sorted(Captured()));
        Assert.Equal((_delivered.Count, _collapsed), (Queue.GetState().Total, Queue.GetState().Collapsed));
    }

    private async Task CommitAsync()
    {
        var end = _outcomes.EndPosition;
        Assert.True(await _outcomes.CommitAsync(end, TestContext.Current.CancellationToken));
        _committed = end;
    }

    private void AssertWithinLimits()
    {
        var state = Queue.GetState();
        var movable = state.QueueDepth - _driver.InFlight.Sum(message =>
        {
            var count = message.Count;
            for (var next = message.Batch?.Next; next is not null; next = next.Next)
            {
                count += next.Keys.Count;
            }

            return count;
        });
        Assert.True(
            movable == 0 || (state.QueueDepth <= _rules.MaxMessages && state.QueueBytes <= _rules.MaxBytes),
            $"{movable} could be given up: {state}");
    }

    private void Check()
    {
        var state = Queue.GetState();
        var captured = Captured();
        Assert.Equal(captured.Count, captured.Distinct().Count());
        Assert.Equal(captured.Count, state.QueueDepth);
        Assert.Equal(captured.Sum(key => (long)key.Size.Bytes), state.QueueBytes);
        Assert.Equal((state.QueueDepth, state.QueueBytes), (_totals.Depth, _totals.Bytes));
        Assert.All(captured, key => Assert.NotEqual(0, key.Size.Code));
        Assert.Equal(_delivered.Count, state.Total);

        // What is not there any more was given up and is listed, or a newer one of its vehicle took its place.
        var now = captured.ToHashSet();
        Assert.Subset(_held, now);
        var gone = _held.Except(now).ToArray();
        var lost = state.Expired - _lostBefore;
        var collapsed = state.Collapsed - _collapsed;
        Assert.Equal(gone.Length, lost + collapsed);
        var listed = Queue.GetExpired().TakeLast((int)lost).Select(entry => entry.Key).ToHashSet();
        var superseded = gone.Where(key => !listed.Contains(key)).ToArray();
        Assert.Equal(collapsed, superseded.Length);
        Assert.All(superseded, key => Assert.Contains(
            _events, other => _driver.VehicleOf(other) == _driver.VehicleOf(key) && other.Position > key.Position));
        (_held, _lostBefore, _collapsed) = (now, state.Expired, state.Collapsed);
    }

    private List<MessageKey> Captured()
    {
        var image = Queue.Capture();
        var keys = image.Untried.Concat(image.Retries.Select(retry => retry.Key))
            .Concat(image.Batches.SelectMany(batch => batch.Keys)).ToList();
        foreach (var key in image.Fresh)
        {
            keys.Add(key);
        }

        foreach (var key in image.Parked)
        {
            keys.Add(key);
        }

        Queue.Release(image);
        return keys;
    }

    private static IEnumerable<long> Sorted(IEnumerable<MessageKey> keys) => keys.Select(key => key.Packed).Order();
}
