namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>The idle connections to one origin, the one used last on top. All members from any thread.</summary>
/// <param name="lifetime">How long a connection is used.</param>
/// <param name="idleTime">How long it is kept without use.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionStack(TimeSpan lifetime, TimeSpan idleTime, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<ReceiverConnection> _idle = [];
    private long _usedAt = time.GetTimestamp();
    private bool _isClosed;

    /// <summary>The connection used last; null where there is none.</summary>
    public ReceiverConnection? TryTake()
    {
        while (true)
        {
            ReceiverConnection connection;
            lock (_gate)
            {
                _usedAt = time.GetTimestamp();
                if (_idle.Count == 0)
                {
                    return null;
                }

                connection = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }

            if (!IsOver(connection))
            {
                return connection;
            }

            connection.Dispose();
        }
    }

    /// <summary>Keeps a connection for the next request, unless it has had its time.</summary>
    public void Return(ReceiverConnection connection)
    {
        connection.IdleSince = time.GetTimestamp();
        if (!IsOver(connection))
        {
            lock (_gate)
            {
                if (!_isClosed)
                {
                    _idle.Add(connection);
                    return;
                }
            }
        }

        connection.Dispose();
    }

    /// <summary>Closes those that have had their time.</summary>
    /// <returns>Whether none is left and none was wanted for a while; then it is closed, too.</returns>
    public bool Sweep()
    {
        lock (_gate)
        {
            _idle.RemoveAll(connection =>
            {
                if (!IsOver(connection) && time.GetElapsedTime(connection.IdleSince) < idleTime)
                {
                    return false;
                }

                connection.Dispose();
                return true;
            });
            _isClosed |= _idle.Count == 0 && time.GetElapsedTime(_usedAt) >= idleTime;
            return _isClosed;
        }
    }

    /// <summary>Closes the idle ones.</summary>
    public void CloseIdle()
    {
        lock (_gate)
        {
            _idle.ForEach(static connection => connection.Dispose());
            _idle.Clear();
        }
    }

    /// <summary>Closes all, and those that come back.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _idle.ForEach(static connection => connection.Dispose());
            _idle.Clear();
        }
    }

    private bool IsOver(ReceiverConnection connection) =>
        connection.IsClosed || time.GetElapsedTime(connection.OpenedAt) >= lifetime;
}
