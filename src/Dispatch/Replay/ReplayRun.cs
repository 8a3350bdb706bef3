using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Replay;

/// <summary>
/// Works through one replay: reads the events of its range and puts those of its webhook back into the queue, a few at a
/// time, so that new events need not wait behind a long replay.
/// </summary>
internal sealed class ReplayRun
{
    /// <summary>It goes on while fewer messages than this wait for their first attempt.</summary>
    public const int Window = 256;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    /// <summary>An event is journaled at most so long after it was made.</summary>
    private const long LatenessMs = 3_600_000;

    private readonly IJournal _events;
    private readonly WebhookQueue _queue;
    private readonly TimeProvider _time;
    private readonly Func<ReplayJob, CancellationToken, ValueTask> _save;
    private readonly long[] _positions;
    private long[] _waiting = [];
    private ReplayJob _job;
    private long _savedAt;
    private long _pacedFrom;
    private long _paced;

    /// <param name="events">The event journal.</param>
    /// <param name="queue">The webhook's queue.</param>
    /// <param name="job">Where it stands.</param>
    /// <param name="time">The clock.</param>
    /// <param name="save">Told of progress; it is to be on disk when this completes.</param>
    public ReplayRun(
        IJournal events,
        WebhookQueue queue,
        ReplayJob job,
        TimeProvider time,
        Func<ReplayJob, CancellationToken, ValueTask> save)
    {
        _events = events;
        _queue = queue;
        _job = job;
        _time = time;
        _save = save;
        _positions = [.. job.Positions];
    }

    /// <summary>Runs to the end; the job as it is then. Cancelled, it leaves what <c>save</c> was told last.</summary>
    public async Task<ReplayJob> RunAsync(CancellationToken cancellationToken)
    {
        // What waits anyway must not go twice. Later events lie behind the replay's end.
        _waiting = _queue.GetWaiting();
        _savedAt = _pacedFrom = _time.GetTimestamp();
        var status = ReplayStatus.Done;
        for (var partition = 0; partition < _positions.Length && status == ReplayStatus.Done; partition++)
        {
            status = await ReadAsync(partition, cancellationToken);
        }

        return Standing() with { Status = status };
    }

    private ReplayJob Standing() => _job with { Positions = [.. _positions] };

    private async Task<ReplayStatus> ReadAsync(int partition, CancellationToken cancellationToken)
    {
        var journal = _events[partition];
        var reader = journal.OpenReader(Math.Max(_positions[partition], journal.BeginPosition));
        while (_positions[partition] < _job.Ends[partition])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!reader.TryRead(out var record))
            {
                switch (reader.Status)
                {
                    case JournalReadStatus.Truncated:
                        _job = _job with { Overtaken = true };
                        reader = journal.OpenReader(journal.BeginPosition);
                        continue;
                    case JournalReadStatus.NotCommitted:
                        return ReplayStatus.Done;
                    default:
                        _job = _job with { Error = $"The event journal can't be read at {reader.Position} ({reader.Status})." };
                        return ReplayStatus.Failed;
                }
            }

            if (record.Position >= _job.Ends[partition] || IsFarBehind(record))
            {
                break;
            }

            if (IsMeant(record.Payload.Span)
                && !await PutAsync(new MessageKey(partition, record.Position, RecordSize.Of(record.Payload.Length)), cancellationToken))
            {
                return ReplayStatus.Cancelled;
            }

            _positions[partition] = record.NextPosition;
            if (_time.GetElapsedTime(_savedAt) >= SaveInterval)
            {
                await _save(Standing(), cancellationToken);
                _savedAt = _time.GetTimestamp();
            }
        }

        _positions[partition] = Math.Max(_positions[partition], _job.Ends[partition]);
        return ReplayStatus.Done;
    }

    private bool IsFarBehind(in JournalRecord record)
    {
        var limitMs = (_job.Range.To * 1000) + LatenessMs;
        return record.AppendedUnixMs > limitMs
            && EventRecord.TryRead(record.Payload.Span, out var journaled)
            && journaled.EnqueuedMs > limitMs;
    }

    private bool IsMeant(ReadOnlySpan<byte> payload)
    {
        // Vehicle 0 is a test message.
        if (!EventRecord.TryRead(payload, out var record)
            || record.EnqueuedMs / 1000 < _job.Range.From
            || record.EnqueuedMs / 1000 > _job.Range.To
            || record.VehicleId == 0
            || _queue.IsTooOld(record.EnqueuedMs, _time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            return false;
        }

        foreach (var webhook in record.GetAddressees())
        {
            if (webhook == _queue.WebhookId)
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<bool> PutAsync(MessageKey key, CancellationToken cancellationToken)
    {
        if (Array.BinarySearch(_waiting, key.Packed) >= 0)
        {
            _job = _job with { Waiting = _job.Waiting + 1 };
            return true;
        }

        await PaceAsync(cancellationToken);
        var wait = FirstWait;
        while (true)
        {
            if (_queue.FreshCount < Window)
            {
                switch (_queue.Requeue(key, _time.GetUtcNow().ToUnixTimeMilliseconds()))
                {
                    case RequeueStatus.Queued:
                        _job = _job with { Queued = _job.Queued + 1 };
                        return true;
                    case RequeueStatus.Waiting:
                        _job = _job with { Waiting = _job.Waiting + 1 };
                        return true;
                    case RequeueStatus.Gone:
                        return false;
                }
            }

            await Task.Delay(wait, _time, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async ValueTask PaceAsync(CancellationToken cancellationToken)
    {
        if (_job.Range.Rate is not { } rate)
        {
            return;
        }

        // What was missed while the receiver was slow is not caught up: the rate is never passed.
        var late = _time.GetElapsedTime(_pacedFrom) - TimeSpan.FromSeconds((double)_paced / rate);
        if (late > TimeSpan.FromSeconds(1))
        {
            (_pacedFrom, _paced) = (_time.GetTimestamp(), 0);
        }
        else if (late < TimeSpan.Zero)
        {
            await Task.Delay(-late, _time, cancellationToken);
        }

        _paced++;
    }
}
