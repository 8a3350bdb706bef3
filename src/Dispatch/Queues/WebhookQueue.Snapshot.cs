namespace Gateway.Dispatch.Queues;

/// <summary>Into the snapshot and back.</summary>
internal sealed partial class WebhookQueue
{
    /// <summary>
    /// The queue at this moment, without copying its fresh messages; to be given back with <see cref="Release"/>.
    /// </summary>
    public QueueImage Capture()
    {
        lock (_gate)
        {
            _fresh.ViewCount++;
            _parked.ViewCount++;
            var untried = new List<MessageKey>();
            var tried = new List<RetryEntry>(_retries.Entries.ToArray());
            foreach (var message in _returned.Concat(_inFlight.Where(message => message.Batch is null)))
            {
                CaptureOne(new RetryEntry(message.Key, message.Attempts, 0), untried, tried);
            }

            foreach (var entry in (_takingUp is { Batch: null } takeUp ? takeUp.Entries : []).Concat(_early ?? []))
            {
                CaptureOne(entry, untried, tried);
            }

            foreach (var lane in _lanes?.All ?? [])
            {
                CaptureLane(lane, untried, tried);
            }

            return new QueueImage
            {
                WebhookId = WebhookId,
                Total = _total,
                Expired = _expired,
                GivenUp = _givenUp,
                Collapsed = _collapsed,
                LastSuccessMs = _lastSuccessMs,
                HoldUntilMs = _holdUntilMs,
                LastError = _lastError,
                Untried = [.. untried],
                Fresh = _fresh.View(),
                FreshFifo = _fresh,
                Parked = _parked.View(),
                Retries = [.. tried],
                Batches =
                [
                    .. _inFlight.Where(message => message.Batch is not null)
                        .Select(message => Copy(message.Batch!, 0))
                        .Concat(WaitingBatches().Select(batch => Copy(batch, batch.DueMs))),
                ],
                ExpiredList = _expiredList.ToArray(),
            };
        }
    }

    /// <summary>Ends the reading of what <see cref="Capture"/> gave.</summary>
    public void Release(QueueImage image)
    {
        lock (_gate)
        {
            image.FreshFifo.ViewCount--;
            _parked.ViewCount--;
        }
    }

    /// <summary>What the queue knows besides its messages; before they come.</summary>
    public void Restore(in QueueStatistics statistics)
    {
        lock (_gate)
        {
            _total = statistics.Total;
            _expired = statistics.Expired;
            _givenUp = statistics.GivenUp;
            _collapsed = statistics.Collapsed;
            _lastSuccessMs = statistics.LastSuccessMs;
            _lastError = statistics.LastError;
            _holdUntilMs = statistics.HoldUntilMs;
            foreach (var entry in statistics.ExpiredList)
            {
                List(entry);
            }
        }
    }

    /// <summary>A message of a closed queue that was not tried before the restart.</summary>
    public void Restore(MessageKey key)
    {
        lock (_gate)
        {
            _fresh.Add(key);
            Entered(key);
        }
    }

    /// <summary>A message of a closed queue that was tried before the restart.</summary>
    public void Restore(RetryEntry retry)
    {
        lock (_gate)
        {
            _retries.Add(retry);
            Entered(retry.Key);
        }
    }

    /// <summary>A batch of a closed queue that was formed before the restart.</summary>
    public void Restore(MessageBatch batch)
    {
        lock (_gate)
        {
            foreach (var key in batch.Keys)
            {
                Entered(key);
            }

            PutBack(batch);
        }
    }

    /// <summary>Messages that were found too old when the queue was brought back.</summary>
    public void RestoreExpired(long count, IEnumerable<ExpiredDelivery> last)
    {
        lock (_gate)
        {
            _expired += count;
            foreach (var entry in last)
            {
                List(entry);
            }
        }
    }

    private static MessageBatch Copy(MessageBatch batch, long dueMs) => new([.. batch.Keys], batch.Attempts, dueMs);

    private static void CaptureOne(RetryEntry entry, List<MessageKey> untried, List<RetryEntry> tried)
    {
        if (entry.Attempts > 0)
        {
            tried.Add(entry);
        }
        else
        {
            untried.Add(entry.Key);
        }
    }

    private static void CaptureLane(VehicleLane lane, List<MessageKey> untried, List<RetryEntry> tried)
    {
        if (lane.Head is { } head)
        {
            CaptureOne(head, untried, tried);
        }

        if (lane.Rest is { } rest)
        {
            foreach (var key in rest.View())
            {
                untried.Add(key);
            }
        }
    }
}
