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
            RetryEntry[] started =
            [
                .. _retries.Entries,
                .. _returned.Concat(_inFlight).Where(message => message.Attempts > 0)
                    .Select(message => new RetryEntry(message.Key, message.Attempts, 0)),
            ];
            var untried = _returned.Concat(_inFlight).Where(message => message.Attempts == 0).Select(message => message.Key);
            return new QueueImage
            {
                WebhookId = WebhookId,
                Total = _total,
                Expired = _expired,
                LastSuccessMs = _lastSuccessMs,
                HoldUntilMs = _holdUntilMs,
                LastError = _lastError,
                Untried = [.. untried],
                Fresh = _fresh.View(),
                Parked = _parked.View(),
                Retries = started,
                ExpiredList = _expiredList.ToArray(),
            };
        }
    }

    /// <summary>Ends the reading of what <see cref="Capture"/> gave.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _fresh.ViewCount--;
            _parked.ViewCount--;
        }
    }

    /// <summary>Fills an empty, closed queue.</summary>
    public void Restore(in QueueStatistics statistics, IEnumerable<MessageKey> fresh, IEnumerable<RetryEntry> retries)
    {
        lock (_gate)
        {
            var before = Depth;
            _total = statistics.Total;
            _expired = statistics.Expired;
            _lastSuccessMs = statistics.LastSuccessMs;
            _lastError = statistics.LastError;
            _holdUntilMs = statistics.HoldUntilMs;
            foreach (var entry in statistics.ExpiredList)
            {
                List(entry);
            }

            foreach (var key in fresh)
            {
                _fresh.Add(key);
            }

            foreach (var retry in retries)
            {
                _retries.Add(retry);
            }

            _totals.Add(Depth - before);
        }
    }

    /// <summary>A message that was tried before the restart.</summary>
    public void Restore(RetryEntry retry)
    {
        lock (_gate)
        {
            _retries.Add(retry);
            _totals.Add(1);
        }
    }

    /// <summary>A message that outlived its event before the restart.</summary>
    public void RestoreExpired(ExpiredDelivery expired)
    {
        lock (_gate)
        {
            _expired++;
            List(expired);
        }
    }
}
