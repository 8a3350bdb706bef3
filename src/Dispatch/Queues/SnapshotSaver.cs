namespace Gateway.Dispatch.Queues;

/// <summary>Saves all queues, then lets go of the outcomes that both kept snapshots stand for.</summary>
internal sealed class SnapshotSaver
{
    private readonly SnapshotStore _store;
    private readonly OutcomeLog _outcomes;
    private readonly FanOut[] _fanOuts;
    private readonly TimeMarks[] _marks;
    private readonly QueueIndex _queues;
    private readonly TimeProvider _time;

    public SnapshotSaver(
        SnapshotStore store,
        OutcomeLog outcomes,
        FanOut[] fanOuts,
        TimeMarks[] marks,
        QueueIndex queues,
        TimeProvider time)
    {
        _store = store;
        _outcomes = outcomes;
        _fanOuts = fanOuts;
        _marks = marks;
        _queues = queues;
        _time = time;
    }

    /// <summary>
    /// Saves while everything goes on. The order is what makes that right: the outcomes' end is noted first, then how
    /// far the events are, then the queues are copied. So an outcome that a copy lacks lies after the noted end, and an
    /// event that a copy lacks lies after the noted position.
    /// </summary>
    /// <exception cref="IOException">Not saved; the snapshots before stand.</exception>
    public async ValueTask SaveAsync(CancellationToken cancellationToken)
    {
        // The journal must not come back from a crash with less than what the snapshot says it holds.
        var outcomes = _outcomes.EndPosition;
        if (!await _outcomes.CommitAsync(outcomes, cancellationToken))
        {
            throw new IOException("The outcome journal does not commit.");
        }

        var partitions = new PartitionProgress[_fanOuts.Length];
        for (var i = 0; i < partitions.Length; i++)
        {
            var position = _fanOuts[i].Position;
            partitions[i] = new PartitionProgress(
                position, [.. _marks[i].ToArray().Where(mark => mark.Position < position)]);
        }

        var createdMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _store.Save(outcomes, writer => SnapshotFormat.Write(writer, createdMs, outcomes, partitions, Images()));
        if (_store.SafeOutcomePosition > 0)
        {
            _outcomes.TruncateBefore(_store.SafeOutcomePosition);
        }
    }

    /// <summary>The queues one after the other, each held only while it is written.</summary>
    private IEnumerable<QueueImage> Images()
    {
        foreach (var queue in _queues.All)
        {
            var image = queue.Capture();
            try
            {
                yield return image;
            }
            finally
            {
                queue.Release(image);
            }
        }
    }
}
