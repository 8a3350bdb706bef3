using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Dispatch.Alerts;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Replay;
using Gateway.Dispatch.Tracing;
using Gateway.Dispatch.Webhooks;
using Microsoft.Extensions.Logging;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Dispatch;

/// <summary>
/// From committed events to answered POSTs. <see cref="StartAsync"/> brings the queues back and begins;
/// <see cref="StopAsync"/> lets attempts on their way finish and saves the queues. Starts and stops once.
/// </summary>
public sealed partial class Dispatcher : IDispatcher, IAsyncDisposable
{
    /// <summary>Idle workers that are kept, with buffers of 3 to 12 KiB each.</summary>
    private const int IdleWorkers = 4096;

    private readonly DispatchStores _stores;
    private readonly IWebhookDirectory _directory;
    private readonly IExampleData _examples;
    private readonly DispatchOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DispatchMetrics _metrics;
    private readonly HttpSender _sender;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly WorkerCount _workers = new();
    private readonly WakeClock _clock;
    private readonly QueueTotals _totals = new();
    private readonly PayloadCache[] _caches;
    private readonly TimeMarks[] _marks;
    private readonly OutcomeLog _outcomes;
    private readonly DeliveryServices _services;
    private readonly QueueIndex _queues;
    private readonly SnapshotStore _snapshots;
    private readonly FanOut[] _fanOuts;
    private readonly Replays _replays;
    private readonly List<Task> _loops = [];
    private IDisposable? _subscription;
    private SnapshotSaver? _saver;
    private QueueGauges? _gauges;
    private string? _fault;
    private volatile bool _running;
    private bool _stopped;

    public Dispatcher(
        DispatchStores stores,
        IWebhookDirectory directory,
        IExampleData examples,
        DispatchOptions options,
        IHostResolver resolver,
        TimeProvider time,
        ILogger<Dispatcher> logger,
        DispatchMetrics metrics,
        EventTracing? tracing = null,
        AttemptLog? attempts = null,
        FailureWatch? failures = null)
    {
        _stores = stores;
        _directory = directory;
        _examples = examples;
        _options = options;
        _time = time;
        _logger = logger;
        _metrics = metrics;
        _sender = new HttpSender(options, resolver, time);
        _clock = new WakeClock(time);
        var partitions = stores.Events.PartitionCount;
        _caches = [.. Enumerable.Range(0, partitions).Select(_ => new PayloadCache(options.PayloadCacheBytes / partitions))];
        _marks = [.. Enumerable.Range(0, partitions).Select(_ => new TimeMarks())];
        _fanOuts = new FanOut[partitions];
        _outcomes = new OutcomeLog(stores.Outcomes[0], metrics);
        _queues = new QueueIndex(MakeQueue, OnQueueMade, metrics);
        _snapshots = new SnapshotStore(stores.SnapshotFolder);
        _services = new DeliveryServices
        {
            Options = options,
            Sender = _sender,
            Schedule = new RetrySchedule(options.RetryIntervals, options.RetryJitter, options.MaxRetryAfter),
            Events = new EventReader(stores.Events, _caches, metrics),
            Directory = directory,
            Metrics = metrics,
            Tracing = tracing,
            Logger = logger,
            Time = time,
            Random = () => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue,
            Idle = new AttemptWorkers(IdleWorkers, WebhookPump.WorkAsync),
            Clock = _clock,
            Observers = [.. new IAttemptObserver?[] { attempts, failures }.OfType<IAttemptObserver>()],
            Workers = _workers,
            Turns = new SendTurns(time),
            ReportFault = ReportFault,
            Abort = _abort.Token,
        };
        Publisher = new EventPublisher(stores.Events, metrics, tracing);
        _replays = new Replays(stores, _fanOuts, _marks, _queues, _outcomes, attempts, time, logger);
    }

    /// <summary>Sends again what was sent before.</summary>
    public IReplays Replays => _replays;

    /// <summary>Where events come in.</summary>
    public EventPublisher Publisher { get; }

    /// <summary>What keeps events from being queued or sent, in words; null while all is well.</summary>
    public string? Fault => Volatile.Read(ref _fault) ?? _stores.Events.Health.Fault ?? _stores.Outcomes.Health.Fault;

    /// <summary>
    /// Brings the queues back, then begins to send. The directory must be loaded: what waits for a webhook that it does
    /// not have is dropped. A journal that can't be read shows in <see cref="Fault"/>; the rest goes on.
    /// </summary>
    /// <exception cref="IOException">The snapshot folder can't be made or read.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.Run(Recover, cancellationToken);
        _saver = new SnapshotSaver(_snapshots, _outcomes, _fanOuts, _marks, _queues, _time);
        _gauges = new QueueGauges(_queues, _marks, _time);
        _metrics.Observe(_gauges);
        _running = true;
        _subscription = _directory.OnChange(OnWebhooksChanged);
        OnWebhooksChanged(_directory.Current);
        foreach (var queue in _queues.All)
        {
            queue.Pump!.Open();
        }

        var retention = new RetentionSweep(_stores.Events, _marks, _fanOuts, _queues, _metrics, _options);
        foreach (var fanOut in _fanOuts)
        {
            _loops.Add(Task.Run(() => FollowAsync(fanOut), CancellationToken.None));
        }

        _loops.Add(RepeatAsync(_options.SnapshotInterval, SaveAsync));
        _loops.Add(RepeatAsync(_options.RetentionInterval, () => SweepAsync(retention)));
        _replays.Start(_directory);
        DispatchLog.Ready(_logger, _totals.Depth, _queues.All.Count);
    }

    /// <summary>
    /// Sends nothing new, waits for what is on its way (at most <see cref="DispatchOptions.StopTimeout"/>), saves the
    /// queues.
    /// </summary>
    public async Task StopAsync()
    {
        if (!_running || _stopped)
        {
            return;
        }

        _stopped = true;
        _subscription?.Dispose();
        await _replays.StopAsync();
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        foreach (var queue in _queues.All)
        {
            queue.SetOpen(open: false, afresh: false, _services.NowMs);
        }

        var none = _workers.WaitForNoneAsync();
        try
        {
            await none.WaitAsync(_options.StopTimeout, _time);
        }
        catch (TimeoutException)
        {
            DispatchLog.StopTimedOut(_logger);
            await _abort.CancelAsync();
            await none;
        }

        await SaveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _replays.Dispose();
        _clock.Dispose();
        _services.Idle.Dispose();
        _services.Turns.Dispose();
        _sender.Dispose();
        _stopping.Dispose();
        _abort.Dispose();
    }

    /// <summary>All queues together; null before the start. Asks every queue, so not for each message.</summary>
    public DispatchReading? Read() => _gauges?.Read(_directory.Current);

    public WebhookState GetState(long webhookId) => _queues.Find(webhookId)?.GetState() ?? WebhookState.New;

    /// <summary>The last messages of a webhook that were given up, oldest first.</summary>
    public IReadOnlyList<ExpiredDelivery> GetExpired(long webhookId) => _queues.Find(webhookId)?.GetExpired() ?? [];

    public async Task<bool> SendTestAsync(WebhookDefinition webhook, CancellationToken cancellationToken)
    {
        var partition = (int)(webhook.Id % _stores.Events.PartitionCount);
        var type = webhook.Type == EventType.LandmarkChange ? EventType.LandmarkEnter : webhook.Type;
        var nowMs = _services.NowMs;
        var appended = await Publisher.PublishAsync(
            partition,
            new EventDraft
            {
                Id = new EventId(RandomId()),
                Type = type,
                AccountId = webhook.AccountId,
                VehicleId = 0,
                RefId = default,
                EventTimeMs = nowMs,
                EnqueuedMs = nowMs,
                Data = _examples.For(type).Span,
                Webhooks = [webhook.Id],
            },
            cancellationToken);
        return appended.IsAppended
            && await _stores.Events[partition].WaitForCommitAsync(appended.EndPosition, cancellationToken)
                == CommitOutcome.Committed;
    }

    private static UInt128 RandomId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
