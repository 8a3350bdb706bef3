using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>The connections to all receivers without TLS. As many as there are POSTs on their way; idle ones are kept for a while.</summary>
internal sealed class ReceiverConnections : IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ReceiverOrigin, ConnectionStack> _stacks = [];
    private readonly Func<ReceiverOrigin, CancellationToken, ValueTask<Socket>> _connect;
    private readonly DispatchOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private volatile bool _isDisposed;

    /// <param name="connect">Connects; throws as <see cref="OpenAsync"/> does.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    public ReceiverConnections(
        Func<ReceiverOrigin, CancellationToken, ValueTask<Socket>> connect, DispatchOptions options, TimeProvider time)
    {
        _connect = connect;
        _options = options;
        _time = time;
        _sweep = time.CreateTimer(
            static connections => ((ReceiverConnections)connections!).Sweep(), this, SweepPeriod, SweepPeriod);
    }

    /// <summary>An idle connection, null where there is none.</summary>
    public ReceiverConnection? TryTake(ReceiverOrigin origin) =>
        _stacks.TryGetValue(origin, out var stack) ? stack.TryTake() : null;

    /// <summary>A new connection.</summary>
    /// <exception cref="SocketException">The name is unknown, or nobody answers at its addresses.</exception>
    /// <exception cref="AddressForbiddenException">No address may be connected to.</exception>
    /// <exception cref="OperationCanceledException">Given up.</exception>
    public async ValueTask<ReceiverConnection> OpenAsync(ReceiverOrigin origin, CancellationToken cancellationToken)
    {
        var socket = await ConnectAsync(origin, cancellationToken);
        var stack = _stacks.GetOrAdd(
            origin,
            static (_, all) => new ConnectionStack(all._options.ConnectionLifetime, IdleTime, all._time),
            this);
        if (_isDisposed)
        {
            stack.Close();
        }

        var connection = new ReceiverConnection(socket, stack, _options.MaxAnswerBytes, _time);
        connection.Start();
        return connection;
    }

    public void Dispose()
    {
        _isDisposed = true;
        _sweep.Dispose();
        foreach (var (_, stack) in _stacks)
        {
            stack.Close();
        }
    }

    private async ValueTask<Socket> ConnectAsync(ReceiverOrigin origin, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            try
            {
                return await _connect(origin, both.Token);
            }
            catch (SocketException failure) when (failure.SocketErrorCode == SocketError.TooManyOpenSockets)
            {
                // What is idle stands in the way of what is wanted, here and at the devices' listeners.
                foreach (var (_, stack) in _stacks)
                {
                    stack.CloseIdle();
                }

                return await _connect(origin, both.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    private void Sweep()
    {
        foreach (var (origin, stack) in _stacks)
        {
            if (stack.Sweep())
            {
                // A connection of it that comes back is closed, and the next request makes a new stack.
                _stacks.TryRemove(new(origin, stack));
            }
        }
    }
}
