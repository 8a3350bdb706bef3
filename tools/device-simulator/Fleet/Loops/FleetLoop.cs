using DeviceSimulator.Fleet.Devices;
using DeviceSimulator.Fleet.Wire;
using DotNetty.Common.Concurrency;
using DotNetty.Transport.Bootstrapping;
using DotNetty.Transport.Channels;
using TaskCompletionSource = System.Threading.Tasks.TaskCompletionSource;

namespace DeviceSimulator.Fleet.Loops;

/// <summary>
/// One DotNetty event loop with the devices that live on it: their timers, counters and scratch memory. Everything of
/// a device happens on this loop's thread, so none of it needs a lock.
/// </summary>
internal sealed class FleetLoop : IRunnable
{
    /// <summary>Past the drain time every connection is told to close; one that still does not is left to the socket.</summary>
    public static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(TimerWheel.TickMs);

    private readonly FleetContext _context;
    private readonly FleetEventLoop _eventLoop;
    private readonly Bootstrap _bootstrap;
    private readonly List<SimulatedDevice> _devices = [];
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unfinished;
    private int _open;
    private bool _aborted;
    private long _drainUntilMs = long.MaxValue;

    public FleetLoop(FleetContext context, string name)
    {
        _context = context;
        _eventLoop = new FleetEventLoop(name);
        Scratch = new DeviceRecord[context.Options.RecordsPerFrame];
        InfoScratch = context.Observer is null ? [] : new RecordInfo[context.Options.RecordsPerFrame];
        _bootstrap = new Bootstrap()
            .Group(_eventLoop)
            .ChannelFactory(() => new DeviceChannel(context.Target.AddressFamily))
            .Option(ChannelOption.TcpNodelay, true)
            .Option(ChannelOption.ConnectTimeout, context.Options.AckTimeout);
    }

    public FleetContext Context => _context;

    public TimerWheel Wheel { get; } = new();

    public LoopCounters Counters { get; } = new();

    public LatencyHistogram AckLatency { get; } = new();

    /// <summary>Room for the records of one frame.</summary>
    public DeviceRecord[] Scratch { get; }

    /// <summary>Room for what the observer is told about one frame; empty without an observer.</summary>
    public RecordInfo[] InfoScratch { get; }

    /// <summary>No more records are made; what is buffered is still delivered.</summary>
    public bool Stopping { get; private set; }

    /// <summary>Why the last connection could not be opened.</summary>
    public string? LastError { get; private set; }

    /// <summary>Ends when every device is finished and its connection closed; fails with a fault of the simulator.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Before <see cref="Start"/> only.</summary>
    public void Add(SimulatedDevice device) => _devices.Add(device);

    public void Start()
    {
        _ = WatchAsync();
        _eventLoop.Execute(() => Guard(StartDevices));
    }

    /// <summary>From any thread: stops recording, gives the devices the drain time to be rid of what they hold.</summary>
    public void Stop() => _eventLoop.Execute(() => Guard(() =>
    {
        if (Stopping)
        {
            return;
        }

        Stopping = true;
        _drainUntilMs = _context.NowMs + (long)_context.Options.DrainTimeout.TotalMilliseconds;
        foreach (var device in _devices)
        {
            device.OnStopping();
        }

        TryComplete();
    }));

    /// <summary>Ends the thread, whatever is left to do; completes when it has ended.</summary>
    public Task EndAsync() => _eventLoop.EndAsync();

    /// <summary>The tick of the timer wheel.</summary>
    void IRunnable.Run() => Guard(Run);

    public void Open(DeviceConnection connection)
    {
        _open++;
        var bootstrap = (Bootstrap)_bootstrap.Clone();
        _ = ConnectAsync(bootstrap.Handler(connection), connection);
    }

    public void ConnectionClosed()
    {
        _open--;
        TryComplete();
    }

    public void DeviceFinished()
    {
        _unfinished--;
        TryComplete();
    }

    /// <summary>A fault of the simulator or of its observer, not of the network: ends the run.</summary>
    public void Fail(Exception exception) => _completion.TrySetException(exception);

    private async Task ConnectAsync(Bootstrap bootstrap, DeviceConnection connection)
    {
        try
        {
            await bootstrap.ConnectAsync(_context.Target).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Refused, timed out, out of sockets, closed meanwhile: all the same to a device, it tries again later.
            _eventLoop.Execute(() => Guard(() =>
            {
                Counters.ConnectFailures++;
                LastError = exception.GetBaseException().Message;
                connection.ReportClosed();
            }));
        }
    }

    private async Task WatchAsync()
    {
        await _eventLoop.TerminationCompletion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_completion.Task.IsCompleted)
        {
            Fail(new InvalidOperationException("The event loop ended by itself.", _eventLoop.TerminationCompletion.Exception));
        }
    }

    private void StartDevices()
    {
        _unfinished = _devices.Count;
        foreach (var device in _devices)
        {
            device.Start();
        }

        Run();
    }

    private void Run()
    {
        var now = _context.NowMs;
        Wheel.Advance(now);
        if (now >= _drainUntilMs && !_aborted)
        {
            _aborted = true;
            foreach (var device in _devices)
            {
                device.Finish();
            }
        }

        if (_aborted && now >= _drainUntilMs + (long)CloseGrace.TotalMilliseconds)
        {
            _completion.TrySetResult();
        }

        if (!_completion.Task.IsCompleted)
        {
            _eventLoop.Schedule(this, Tick);
        }
    }

    private void TryComplete()
    {
        if (_unfinished == 0 && _open == 0)
        {
            _completion.TrySetResult();
        }
    }

    private void Guard(Action action)
    {
        // DotNetty logs and forgets what a task throws; a fleet that stands still for that would look like a slow server.
        try
        {
            action();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }
}
