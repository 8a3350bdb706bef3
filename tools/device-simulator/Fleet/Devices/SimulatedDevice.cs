using DeviceSimulator.Fleet.Loops;
using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator.Fleet.Devices;

/// <summary>
/// One tracker: connects, logs in, records on its own schedule whether connected or not, sends one frame at a time,
/// and forgets records only when the server acknowledged their number (where its protocol has no acknowledgements: once
/// they are sent). Lives on one event loop; no locks.
/// </summary>
internal sealed class SimulatedDevice : TimerEntry
{
    // The golden ratio spreads the vehicles' frames evenly over the interval, for any number of vehicles.
    private const double GoldenShare = 0.6180339887498949;

    private readonly FleetLoop _loop;
    private readonly Outbox _outbox;
    private DeviceConnection? _connection;
    private DeviceState _state;
    private bool _wasConnected;
    private bool _established;
    private int _failures;
    private long _recorded;
    private long _actAtMs;
    private long _nextRecordMs;
    private long _lastSentMs;
    private long _sentAt;

    public SimulatedDevice(FleetLoop loop, Outbox outbox)
    {
        _loop = loop;
        _outbox = outbox;
        _actAtMs = (long)(outbox.Index * 1000.0 / Options.StartRate);
        var share = Options.FlatOut ? 0 : outbox.Index * GoldenShare % 1.0;
        _nextRecordMs = _actAtMs + (long)(share * Options.Interval.TotalMilliseconds);
    }

    private FleetOptions Options => _loop.Context.Options;

    private IDeviceEncoder Encoder => _loop.Context.Encoder;

    private LoopCounters Counters => _loop.Counters;

    private IFleetObserver? Observer => _loop.Context.Observer;

    private bool Recording => !_loop.Stopping && _recorded < (Options.RecordsPerVehicle ?? long.MaxValue);

    private bool Done => !Recording && _outbox.Pending == 0;

    public void Start() => Arm();

    /// <summary>A fault that is not the network's.</summary>
    public void Fail(Exception exception) => _loop.Fail(exception);

    /// <summary>No more records from now on.</summary>
    public void OnStopping()
    {
        if (_state != DeviceState.Finished)
        {
            FinishOrArm();
        }
    }

    /// <summary>Ends now, whatever is still held.</summary>
    public void Finish()
    {
        if (_state == DeviceState.Finished)
        {
            return;
        }

        _state = DeviceState.Finished;
        _loop.Wheel.Cancel(this);
        Detach();
        _loop.DeviceFinished();
    }

    public void OnConnected(DeviceConnection connection)
    {
        if (connection != _connection)
        {
            connection.Close();
            return;
        }

        Counters.Connections++;
        Counters.Connected++;
        Counters.Reconnects += _wasConnected ? 1 : 0;
        _wasConnected = true;
        _established = true;
        _state = DeviceState.AwaitingLogin;
        _lastSentMs = NowMs();
        _actAtMs = _lastSentMs + AckTimeoutMs();
        connection.Send(Encoder.EncodeLogin(Options.ImeiBase + _outbox.Index, connection.Reserve(Encoder.MaxLoginLength)));
        Arm();
    }

    public void OnClosed(DeviceConnection connection)
    {
        _loop.ConnectionClosed();
        if (connection == _connection)
        {
            Retry();
        }
    }

    /// <summary>Takes the server's bytes; gives how many it used up. The rest is an answer that is not complete.</summary>
    public int Receive(DeviceConnection connection, ReadOnlySpan<byte> received)
    {
        var used = 0;
        while (used < received.Length && connection == _connection)
        {
            var consumed = Encoder.SkipOtherAnswer(received[used..]);
            if (consumed != 0 && (_state is DeviceState.Ready or DeviceState.AwaitingAck))
            {
                if (consumed < 0)
                {
                    return used;
                }

                used += consumed;
                continue;
            }

            switch (_state)
            {
                case DeviceState.AwaitingLogin:
                    var answer = Encoder.ReadLogin(received[used..], out consumed);
                    if (answer == LoginAnswer.Incomplete)
                    {
                        return used;
                    }

                    OnLogin(answer);
                    break;
                case DeviceState.AwaitingAck:
                    if (!Encoder.TryReadAcknowledgement(received[used..], out consumed, out var accepted))
                    {
                        return used;
                    }

                    OnAcknowledgement(accepted);
                    break;
                default:
                    // Nobody asked the server anything.
                    Retry();
                    return received.Length;
            }

            used += consumed;
        }

        return connection == _connection ? used : received.Length;
    }

    internal override void OnDue(long nowMs)
    {
        RecordWhatIsDue(nowMs);
        switch (_state)
        {
            case DeviceState.Waiting when nowMs >= _actAtMs:
                _state = DeviceState.Connecting;
                _connection = new DeviceConnection(this);
                _loop.Open(_connection);
                break;
            case DeviceState.AwaitingLogin or DeviceState.AwaitingAck when nowMs >= _actAtMs:
                Retry();
                return;
            case DeviceState.Ready:
                SendWhatIsThere(nowMs);
                break;
            default:
                break;
        }

        FinishOrArm();
    }

    private void OnLogin(LoginAnswer answer)
    {
        if (answer == LoginAnswer.Accepted)
        {
            _state = DeviceState.Ready;
            Observer?.Connected(_outbox.Index);
            SendWhatIsThere(NowMs());
            FinishOrArm();
            return;
        }

        if (answer == LoginAnswer.Refused)
        {
            Counters.Refused++;
            Observer?.Refused(_outbox.Index);
        }

        Retry();
    }

    private void OnAcknowledgement(long accepted)
    {
        var batch = _outbox.Batch;
        if (accepted != batch)
        {
            Retry();
            return;
        }

        _loop.AckLatency.Record(_loop.Context.ElapsedMicroseconds(_sentAt));
        Counters.Acknowledged += batch;
        Counters.Buffered -= batch;
        if (Observer is { } observer)
        {
            for (var i = 0; i < batch; i++)
            {
                _loop.InfoScratch[i] = _outbox.Describe(i);
            }

            observer.RecordsAcknowledged(_outbox.Index, _loop.InfoScratch.AsSpan(0, batch));
        }

        _outbox.ForgetBatch();
        _failures = 0;
        _state = DeviceState.Ready;
        SendWhatIsThere(NowMs());
        FinishOrArm();
    }

    private void RecordWhatIsDue(long nowMs)
    {
        if (Options.FlatOut)
        {
            return;
        }

        while (Recording && _nextRecordMs <= nowMs)
        {
            Record(_nextRecordMs);
            _nextRecordMs += (long)Options.Interval.TotalMilliseconds;
        }
    }

    private void Record(long atMs)
    {
        // A full memory pauses the recording; the vehicle stands still until there is room, and nothing is lost.
        var limit = (Options.RecordsPerVehicle ?? long.MaxValue) - _recorded;
        var count = (int)Math.Min(Math.Min(Options.RecordsPerFrame, _outbox.Free), limit);
        if (count == 0)
        {
            return;
        }

        _outbox.Record(count, _loop.Context.StartedUnixMs + atMs);
        _recorded += count;
        Counters.Buffered += count;
        if (Observer is { } observer)
        {
            for (var i = _outbox.Pending - count; i < _outbox.Pending; i++)
            {
                observer.RecordCreated(_outbox.Describe(i));
            }
        }
    }

    private void SendWhatIsThere(long nowMs)
    {
        if (Options.FlatOut && _outbox.Pending == 0 && Recording)
        {
            Record(nowMs);
        }

        if (_outbox.Pending > 0)
        {
            do
            {
                SendFrame(nowMs);
            }
            while (!Encoder.AwaitsAcknowledgement && _outbox.Pending > 0 && _state == DeviceState.Ready);
        }
        else if (nowMs - _lastSentMs >= Options.Heartbeat.TotalMilliseconds)
        {
            var length = Encoder.EncodeHeartbeat(
                Options.ImeiBase + _outbox.Index, _outbox.Ignition, _connection!.Reserve(Encoder.MaxHeartbeatLength));
            Counters.Heartbeats++;
            _lastSentMs = nowMs;
            _connection.Send(length);
        }
    }

    private void SendFrame(long nowMs)
    {
        var again = _outbox.Batch > 0;
        var count = again ? _outbox.Batch : Math.Min(_outbox.Pending, Options.RecordsPerFrame);
        var length = _outbox.Encode(count, _connection!.Reserve(Encoder.MaxFrameLength(count)));
        _outbox.Batch = count;
        Counters.Frames++;
        Counters.Records += again ? 0 : count;
        Counters.Resent += again ? count : 0;

        // All state before the send: it may fail on the spot and end the connection.
        _lastSentMs = nowMs;
        if (!Encoder.AwaitsAcknowledgement)
        {
            _failures = 0;
            Counters.Unconfirmed += count;
            Counters.Buffered -= count;
            _outbox.ForgetBatch();
            _connection.Send(length);
            return;
        }

        _state = DeviceState.AwaitingAck;
        _actAtMs = nowMs + AckTimeoutMs();
        _sentAt = _loop.Context.Timestamp();
        _connection.Send(length);
    }

    private void Retry()
    {
        Detach();
        _failures++;
        _state = DeviceState.Waiting;
        _actAtMs = NowMs() + Backoff.DelayMs(
            Options.BackoffInitial, Options.BackoffMax, _failures, Options.Seed, _outbox.Index);
        FinishOrArm();
    }

    private void Detach()
    {
        var connection = _connection;
        _connection = null;
        if (_established)
        {
            _established = false;
            Counters.Connected--;
            Observer?.Disconnected(_outbox.Index);
        }

        connection?.Close();
    }

    private void FinishOrArm()
    {
        if (_state == DeviceState.Finished)
        {
            return;
        }

        if (Done)
        {
            Finish();
        }
        else
        {
            Arm();
        }
    }

    private void Arm()
    {
        var due = _state switch
        {
            DeviceState.Connecting => long.MaxValue,
            DeviceState.Ready => _lastSentMs + (long)Options.Heartbeat.TotalMilliseconds,
            _ => _actAtMs,
        };
        if (!Options.FlatOut && Recording)
        {
            due = Math.Min(due, _nextRecordMs);
        }

        if (due == long.MaxValue)
        {
            _loop.Wheel.Cancel(this);
        }
        else
        {
            _loop.Wheel.Arm(this, due);
        }
    }

    private long NowMs() => _loop.Context.NowMs;

    private long AckTimeoutMs() => (long)Options.AckTimeout.TotalMilliseconds;
}
