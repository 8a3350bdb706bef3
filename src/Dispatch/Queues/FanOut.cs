using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Follows one partition of the event journal: each committed event goes, as eight bytes, into the queue of each
/// webhook it is for. Nothing is allocated per event. One reader per partition; never skips a record.
/// </summary>
internal sealed class FanOut
{
    private readonly IJournalPartition _partition;
    private readonly PayloadCache _cache;
    private readonly TimeMarks _marks;
    private readonly TimeProvider _time;
    private long _position;

    public FanOut(
        IJournalPartition partition,
        PayloadCache cache,
        TimeMarks marks,
        TimeProvider time,
        long position)
    {
        _partition = partition;
        _cache = cache;
        _marks = marks;
        _time = time;
        _position = position;
    }

    /// <summary>Everything before it is in the queues.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>
    /// Reads what is committed now and returns; at a restart, before anything is sent. Returns why it could not, or null.
    /// </summary>
    public string? CatchUp(IMessageSink queues)
    {
        var reader = _partition.OpenReader(_position);
        var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        while (reader.TryRead(out var record))
        {
            if (!Spread(record, queues, nowMs))
            {
                return NotAnEvent(record);
            }
        }

        return reader.Status == JournalReadStatus.NotCommitted ? null : Ended(reader);
    }

    /// <summary>
    /// Runs until cancelled; returns why it can't go on where the journal or a record is at fault.
    /// </summary>
    public async Task<string?> RunAsync(IMessageSink queues, CancellationToken cancellationToken)
    {
        var reader = _partition.OpenReader(_position);
        while (await reader.WaitToReadAsync(cancellationToken))
        {
            var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
            while (reader.TryRead(out var record))
            {
                if (!Spread(record, queues, nowMs))
                {
                    return NotAnEvent(record);
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return Ended(reader);
    }

    private bool Spread(in JournalRecord record, IMessageSink queues, long nowMs)
    {
        var payload = record.Payload.Span;
        if (record.Kind != EventRecord.Kind || !EventRecord.TryRead(payload, out var journaled))
        {
            return false;
        }

        var key = new MessageKey(_partition.Id, record.Position, RecordSize.Of(payload.Length));
        _cache.Add(record.Position, payload);
        _marks.Note(record.Position, record.AppendedUnixMs);
        foreach (var webhook in journaled.GetAddressees())
        {
            queues.Add(webhook, key, nowMs);
        }

        Volatile.Write(ref _position, record.NextPosition);
        return true;
    }

    private string NotAnEvent(in JournalRecord record) =>
        $"Event journal, partition {_partition.Id}: the record at {record.Position} is not an event.";

    private string Ended(JournalReader reader) =>
        $"Event journal, partition {_partition.Id}: reading ended at {reader.Position} ({reader.Status}).";
}
