using System.Buffers.Binary;
using System.Diagnostics;
using Gateway.Bench.Wire;

namespace Gateway.Bench.Load.Devices;

/// <summary>One thread with its connections: at most one frame of each on its way.</summary>
internal sealed class DeviceLoop : IDisposable
{
    private const int DrainSeconds = 30;

    private readonly DeviceLoadOptions _options;
    private readonly int _number;
    private readonly DeviceConnections _connections;
    private readonly FrameTemplate _frame;
    private readonly long[] _sentAt;
    private readonly long[] _nextTime;
    private readonly Epoll _epoll = new();
    private readonly byte[] _answer = new byte[64];
    private readonly Stack<int> _idle = new();

    private long _countFrom;
    private long _countTo;
    private long _sentFrames;
    private int _underWay;

    public DeviceLoop(DeviceLoadOptions options, int number, int first, int count)
    {
        _options = options;
        _number = number;
        _connections = DeviceConnections.Open(options.Target, first, count);
        _frame = FrameTemplate.Of(options.Frame, options.RecordsPerFrame);
        _sentAt = new long[count];
        _nextTime = new long[count];
        for (var i = 0; i < count; i++)
        {
            _connections.Sockets[i].Blocking = false;
            _epoll.Watch(_connections.Sockets[i], i);
        }
    }

    public Latencies Latencies { get; } = new();

    public long AcknowledgedFrames { get; private set; }

    /// <summary>Frames acknowledged in the counted time.</summary>
    public long CountedFrames { get; private set; }

    /// <summary>The counted time; shorter than asked for where the number of records ended it.</summary>
    public double CountedSeconds => Stopwatch.GetElapsedTime(_countFrom, _countTo).TotalSeconds;

    public Task RunAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                Run();
                done.SetResult();
            }
            catch (Exception e) when (e is IOException or InvalidDataException or TimeoutException)
            {
                done.SetException(e);
            }
        })
        {
            IsBackground = true,
            Name = $"devices {_number}",
        };
        thread.Start();
        return done.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connections.Dispose();
        _epoll.Dispose();
    }

    private void Run()
    {
        if (_options.Core is { } core)
        {
            Epoll.PinThread(core + _number);
        }

        var start = Stopwatch.GetTimestamp();
        _countFrom = start + Ticks(_options.Warmup);
        _countTo = _countFrom + Ticks(_options.Duration);
        Array.Fill(_nextTime, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var limit = (_options.Records ?? long.MaxValue) / _options.RecordsPerFrame / _options.Threads;
        if (_options.FramesPerSecond is null)
        {
            for (var i = 0; i < _sentAt.Length; i++)
            {
                Send(i);
            }
        }
        else
        {
            for (var i = _sentAt.Length - 1; i >= 0; i--)
            {
                _idle.Push(i);
            }
        }

        var events = new Epoll.Event[512];
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            var sending = now < _countTo && _sentFrames < limit;
            if (!sending && _underWay == 0)
            {
                _countTo = Math.Min(_countTo, Stopwatch.GetTimestamp());
                return;
            }

            if (now > _countTo + (DrainSeconds * Stopwatch.Frequency))
            {
                throw new TimeoutException($"{_underWay} frames were never acknowledged.");
            }

            if (sending && _options.FramesPerSecond is { } rate)
            {
                SendDue(start, now, rate);
            }

            var count = _epoll.Wait(events, _options.FramesPerSecond is null ? 100 : 1);
            for (var i = 0; i < count; i++)
            {
                Acknowledge((int)events[i].Data, sending && _sentFrames < limit);
            }
        }
    }

    private void SendDue(long start, long now, double rate)
    {
        var due = (long)(Stopwatch.GetElapsedTime(start, now).TotalSeconds * rate / _options.Threads);
        while (_sentFrames < due && _idle.TryPop(out var connection))
        {
            Send(connection);
        }
    }

    private void Acknowledge(int connection, bool sending)
    {
        var read = Epoll.Receive(_connections.Sockets[connection], _answer);
        if (read != sizeof(int) || BinaryPrimitives.ReadInt32BigEndian(_answer) != _options.RecordsPerFrame)
        {
            throw new InvalidDataException($"An acknowledgement of {read} bytes: {Convert.ToHexString(_answer, 0, read)}");
        }

        var now = Stopwatch.GetTimestamp();
        AcknowledgedFrames++;
        _underWay--;
        if (now >= _countFrom && now < _countTo)
        {
            CountedFrames++;
            Latencies.Add(_sentAt[connection], now);
        }

        if (_options.FramesPerSecond is not null)
        {
            _idle.Push(connection);
        }
        else if (sending)
        {
            Send(connection);
        }
    }

    private void Send(int connection)
    {
        var time = _nextTime[connection];
        _nextTime[connection] = time + _options.RecordsPerFrame;
        if (_options.Number is { } number)
        {
            _frame.Stamp(time, number());
        }
        else
        {
            _frame.Stamp(time);
        }

        _sentAt[connection] = Stopwatch.GetTimestamp();
        Epoll.Send(_connections.Sockets[connection], _frame.Bytes);
        _sentFrames++;
        _underWay++;
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
