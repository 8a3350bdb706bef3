using System.Net.Sockets;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>
/// A connection to a receiver, one request at a time. A read is always under way, between requests too: an answer is taken as it
/// comes, and a receiver that closes an idle connection is noticed at once. Nothing is allocated for a request.
/// </summary>
internal sealed class ReceiverConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly ConnectionStack _owner;
    private readonly AnswerReader _reader;
    private readonly TimeProvider _time;
    private AttemptBuffers? _lane;
    private CancellationTokenRegistration _limit;
    private CancellationToken _limited;
    private AttemptResult _result;
    private Exception? _sendFailure;
    private Exception? _fault;
    private int _state = (int)State.Idle;

    // Sending the request, and reading the answer: who is done last concludes.
    private int _open;
    private int _isClosed;
    private bool _isReusable;

    /// <param name="socket">Connected; belongs to this.</param>
    /// <param name="owner">Where it goes back to.</param>
    /// <param name="maxAnswer">Bytes of an answer's body that are taken.</param>
    /// <param name="time">The clock.</param>
    public ReceiverConnection(Socket socket, ConnectionStack owner, int maxAnswer, TimeProvider time)
    {
        _socket = socket;
        _owner = owner;
        _reader = new AnswerReader(maxAnswer);
        _time = time;
        OpenedAt = time.GetTimestamp();
    }

    private enum State
    {
        Idle,
        Busy,
        Answered,
        Closed,
    }

    /// <summary>When it was opened, as a timestamp.</summary>
    public long OpenedAt { get; }

    /// <summary>Since when it is idle, as a timestamp; set by who keeps it.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether it can't be used any more.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>Begins to read. Once.</summary>
    public void Start()
    {
        // What the first attempt is part of is not part of the later ones.
        using (ExecutionContext.SuppressFlow())
        {
            _ = ReadAsync();
        }
    }

    /// <summary>Sends the request in <see cref="AttemptBuffers.Request"/> and completes the lane's attempt with what comes of it.</summary>
    /// <param name="lane">The attempt's buffers; of the connection until completed.</param>
    /// <param name="limit">Ends the attempt.</param>
    /// <returns>Whether it was begun; false where the receiver has closed the connection.</returns>
    public bool TryBegin(AttemptBuffers lane, CancellationToken limit)
    {
        _lane = lane;
        _limited = limit;
        _open = 2;
        _sendFailure = null;
        _limit = limit.UnsafeRegister(static connection => ((ReceiverConnection)connection!).Dispose(), this);
        if (Interlocked.CompareExchange(ref _state, (int)State.Busy, (int)State.Idle) != (int)State.Idle)
        {
            _limit.Dispose();
            return false;
        }

        Send(lane.Request);
        return true;
    }

    /// <summary>Closes it, whatever is under way; from any thread.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        try
        {
            // So that the receiver sees an end, not a reset, although a read is under way.
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // Gone already.
        }

        _socket.Dispose();
    }

    private void Send(PooledBuffer buffer)
    {
        try
        {
            var request = buffer.Memory;
            var sending = _socket.SendAsync(request, SocketFlags.None);
            if (!sending.IsCompleted)
            {
                _ = FinishSendingAsync(sending, request, buffer);
                return;
            }

            var sent = sending.Result;
            if (sent < request.Length)
            {
                _ = FinishSendingAsync(ValueTask.FromResult(sent), request, buffer);
                return;
            }
        }
#pragma warning disable CA1031 // Told by the read.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            EndSending(buffer, failure);
            return;
        }

        EndSending(buffer, null);
    }

    private async Task FinishSendingAsync(ValueTask<int> sending, ReadOnlyMemory<byte> request, PooledBuffer buffer)
    {
        try
        {
            while (true)
            {
                request = request[await sending..];
                if (request.IsEmpty)
                {
                    break;
                }

                sending = _socket.SendAsync(request, SocketFlags.None);
            }
        }
#pragma warning disable CA1031 // Told by the read.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            EndSending(buffer, failure);
            return;
        }

        EndSending(buffer, null);
    }

    private void EndSending(PooledBuffer buffer, Exception? failure)
    {
        if (failure is not null)
        {
            // The read under way ends too, and tells what came of the attempt.
            _sendFailure = failure;
            Dispose();
        }

        buffer.Dispose();
        EndPart();
    }

    /// <summary>Reads as long as the connection lasts.</summary>
    private async Task ReadAsync()
    {
        AttemptResult? last = null;
        try
        {
            var reading = ReceiveAsync();
            while (true)
            {
                var count = await reading;
                if (Volatile.Read(ref _state) != (int)State.Busy)
                {
                    // Closed between requests, or something that was not asked for.
                    break;
                }

                if (count == 0 && IsClosed)
                {
                    // The end is ours: the time limit, or what failed in sending.
                    last = JudgeClosed();
                    break;
                }

                var progress = count > 0 ? _reader.Advance(count, _lane!) : _reader.End();
                if (progress == AnswerProgress.More)
                {
                    reading = ReceiveAsync();
                    continue;
                }

                var result = Judge(progress);
                if (progress != AnswerProgress.Complete || !_reader.KeepsAlive || IsClosed)
                {
                    last = result;
                    break;
                }

                _result = result;
                _isReusable = true;
                _reader.Reset();
                Volatile.Write(ref _state, (int)State.Answered);

                try
                {
                    // Before who waits goes on: that may take long.
                    reading = ReceiveAsync();
                }
                finally
                {
                    EndPart();
                }
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            last = Judge(failure);
        }
#pragma warning disable CA1031 // It goes to who waits.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _fault = failure;
        }

        Close(last);
    }

    private void Close(AttemptResult? last)
    {
        var before = (State)Interlocked.Exchange(ref _state, (int)State.Closed);
        Dispose();
        if (before == State.Busy)
        {
            _result = last ?? Judge(AnswerProgress.NoAnswer);
            _isReusable = false;
            EndPart();
        }
    }

    private ValueTask<int> ReceiveAsync() => _socket.ReceiveAsync(_reader.GetMemory(), SocketFlags.None);

    private void EndPart()
    {
        if (Interlocked.Decrement(ref _open) > 0)
        {
            return;
        }

        // From here on the limit of this attempt can't close the connection any more.
        _limit.Dispose();
        var lane = _lane!;
        var result = _result;
        _lane = null;
        if (_isReusable
            && Interlocked.CompareExchange(ref _state, (int)State.Idle, (int)State.Answered) == (int)State.Answered
            && !IsClosed)
        {
            _owner.Return(this);
        }

        var duration = lane.Limit.End();
        if (_fault is { } fault)
        {
            lane.Completion.Fail(fault);
        }
        else
        {
            lane.Completion.Complete(result with { Duration = duration });
        }
    }

    private TimeSpan? Wait() => RetryAfter.From(_reader.RetryAfter, _time.GetUtcNow());

    private AttemptResult Judge(AnswerProgress progress) => progress switch
    {
        AnswerProgress.Complete => AttemptResults.Answered(
            _reader.StatusCode, _reader.Reason, Wait(), _lane!.AnswerBody),
        AnswerProgress.TooLong => AttemptResults.TooLong(_reader.StatusCode, Wait()),
        AnswerProgress.BodyBroken => AttemptResults.BodyBroken(_reader.StatusCode, Wait()),
        _ => AttemptResults.NoAnswer(_reader.HasBegun),
    };

    private AttemptResult Judge(Exception failure) => IsClosed ? JudgeClosed()
        : _reader.StatusCode != 0 ? Judge(AnswerProgress.BodyBroken)
        : AttemptResults.Describe(failure);

    private AttemptResult JudgeClosed() => _limited.IsCancellationRequested && _lane is { } lane ? AttemptResults.Ended(lane.Limit)
        : _reader.StatusCode != 0 ? Judge(AnswerProgress.BodyBroken)
        : _sendFailure is { } failure ? AttemptResults.Describe(failure)
        : Judge(AnswerProgress.NoAnswer);
}
