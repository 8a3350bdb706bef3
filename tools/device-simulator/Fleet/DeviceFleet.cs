using System.Net;
using System.Net.Sockets;
using DeviceSimulator.Fleet.Devices;
using DeviceSimulator.Fleet.Loops;
using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator.Fleet;

/// <summary>A simulated fleet, for one run.</summary>
public sealed class DeviceFleet
{
    private const string Stuck = "An event loop of the simulator was stuck and has been given up.";

    // For what should take no time at all; only a stuck thread runs into it.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    private readonly FleetOptions _options;
    private readonly IFleetObserver? _observer;
    private readonly TimeProvider _time;
    private FleetLoop[] _loops = [];
    private int _started;

    /// <exception cref="ArgumentException">The options have faults; the message lists them all.</exception>
    public DeviceFleet(FleetOptions options, IFleetObserver? observer = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = options.Faults();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", faults), nameof(options));
        }

        _options = options;
        _observer = observer;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>What happened so far; from any thread.</summary>
    public FleetCounters Counters
    {
        get
        {
            var sum = default(FleetCounters);
            foreach (var loop in Volatile.Read(ref _loops))
            {
                sum = sum.Plus(loop.Counters.Read());
            }

            return sum;
        }
    }

    /// <summary>
    /// Runs the fleet until its time is up, every vehicle has delivered its records, or it is cancelled; cancelling
    /// is an ordinary end, with the same report. A target that can't be reached is not an exception but a report with
    /// no connections. After the time or the cancelling it takes at most the drain time and 4 seconds, whatever hangs.
    /// </summary>
    public async Task<FleetReport> RunAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("A fleet runs once.");
        }

        var start = _time.GetTimestamp();
        IPEndPoint target;
        try
        {
            target = await ResolveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            return Report(start, exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Report(start, null);
        }

        var context = new FleetContext(_options, target, DeviceEncoders.Create(_options)!, _observer, _time);
        Volatile.Write(ref _loops, Populate(context));
        string? stuck = null;
        try
        {
            stuck = await RunLoopsAsync(cancellationToken).ConfigureAwait(false) ? null : Stuck;
        }
        finally
        {
            stuck = await EndLoopsAsync().ConfigureAwait(false) ? stuck : Stuck;
        }

        return Report(start, stuck ?? _loops.Select(loop => loop.LastError).FirstOrDefault(error => error is not null));
    }

    private async Task<IPEndPoint> ResolveAsync(CancellationToken cancellationToken)
    {
        if (_options.Target is IPEndPoint address)
        {
            return address;
        }

        var name = (DnsEndPoint)_options.Target;
        var addresses = await Dns.GetHostAddressesAsync(name.Host, cancellationToken).ConfigureAwait(false);
        // Trackers speak IPv4; IPv6 only where there is nothing else.
        var chosen = addresses.FirstOrDefault(found => found.AddressFamily == AddressFamily.InterNetwork)
            ?? addresses.FirstOrDefault()
            ?? throw new SocketException((int)SocketError.HostNotFound);
        return new IPEndPoint(chosen, name.Port);
    }

    private FleetLoop[] Populate(FleetContext context)
    {
        var loops = new FleetLoop[_options.EventLoops];
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = new FleetLoop(context, $"fleet loop {i}");
        }

        for (var index = 0; index < _options.Vehicles; index++)
        {
            var loop = loops[index % loops.Length];
            Outbox outbox = _options.PreEncoded
                ? new TemplateOutbox(context, index)
                : new RouteOutbox(context, loop.Scratch, index);
            loop.Add(new SimulatedDevice(loop, outbox));
        }

        return loops;
    }

    /// <summary>False when a loop did not come to its end in time.</summary>
    private async Task<bool> RunLoopsAsync(CancellationToken cancellationToken)
    {
        foreach (var loop in _loops)
        {
            loop.Start();
        }

        // One loop that fails ends the run; otherwise all of them must be through.
        var ends = _loops.Select(loop => loop.Completion).ToArray();
        var finished = WhenAllOrFirstFault(ends);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timeUp = Task.Delay(_options.Duration ?? Timeout.InfiniteTimeSpan, _time, ending.Token);
        if (await Task.WhenAny(finished, timeUp).ConfigureAwait(false) == timeUp)
        {
            foreach (var loop in _loops)
            {
                loop.Stop();
            }

            // The loops keep this time by themselves; a thread that is stuck, in an observer for one, can't.
            var limit = _options.DrainTimeout + FleetLoop.CloseGrace + EndLimit;
            await finished.WaitAsync(limit, _time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!finished.IsCompleted)
            {
                return false;
            }
        }

        await finished.ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>False when a thread is still there after <see cref="EndLimit"/>; it is a background thread, and left behind.</summary>
    private async Task<bool> EndLoopsAsync()
    {
        var ended = Task.WhenAll(_loops.Select(loop => loop.EndAsync()));
        await ended.WaitAsync(EndLimit, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ended.IsCompleted;
    }

    private static async Task WhenAllOrFirstFault(Task[] tasks)
    {
        await foreach (var task in Task.WhenEach(tasks).ConfigureAwait(false))
        {
            await task.ConfigureAwait(false);
        }
    }

    private FleetReport Report(long start, string? error)
    {
        var counters = Counters;
        var latency = new LatencyHistogram();
        foreach (var loop in _loops)
        {
            latency.Add(loop.AckLatency);
        }

        static double? Milliseconds(long? microseconds) => microseconds / 1000.0;
        return new FleetReport
        {
            Vehicles = _options.Vehicles,
            Connections = counters.Connections,
            Frames = counters.Frames,
            Records = counters.Records,
            Acknowledged = counters.Acknowledged,
            Buffered = counters.Buffered,
            Resent = counters.Resent,
            Heartbeats = counters.Heartbeats,
            Reconnects = counters.Reconnects,
            Refused = counters.Refused,
            ConnectFailures = counters.ConnectFailures,
            AckLatencyMs = new LatencySummary(
                Milliseconds(latency.Quantile(0.5)),
                Milliseconds(latency.Quantile(0.99)),
                Milliseconds(latency.Count > 0 ? latency.MaxMicroseconds : null)),
            Seconds = Math.Round(_time.GetElapsedTime(start).TotalSeconds, 3),
            LastError = error,
        };
    }
}
