using System.Net;
using Gateway.Dispatch;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Bench.Load.Dispatching;

/// <summary>The dispatcher over journals of its own, in this process: events go in by hand.</summary>
internal sealed class DispatchBed : IAsyncDisposable, IExampleData
{
    private const int Partitions = 2;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly string _folder;
    private readonly DispatchOptions _options;
    private readonly bool _withAttemptLog;
    private readonly long[] _ends = new long[Partitions];
    private IJournal? _events;
    private IJournal? _outcomes;
    private AttemptLog? _attempts;
    private long _number;

    public DispatchBed(string folder, Action<DispatchOptions>? set = null, bool withAttemptLog = true)
    {
        _folder = folder;
        _withAttemptLog = withAttemptLog;
        _options = new DispatchOptions { AllowedReceivers = [IPNetwork.Parse("127.0.0.0/8")] };
        set?.Invoke(_options);
    }

    public BenchWebhooks Webhooks { get; } = new();

    public Dispatcher Dispatcher { get; private set; } = null!;

    public string SnapshotFolder => Path.Combine(_folder, "queues");

    public static WebhookDefinition Webhook(long id, Uri url) => new()
    {
        Id = id,
        AccountId = 1,
        Username = "bench",
        Type = EventType.Location,
        Name = "bench",
        Url = url,
        ContentType = BodyFormat.Json,
        Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        CreatedMs = 1,
    };

    /// <summary>Opens the journals and starts the dispatcher; once more after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        await OpenAsync();
        await StartDispatcherAsync();
    }

    public async Task OpenAsync()
    {
        _events = await OpenAsync("events", Partitions);
        _outcomes = await OpenAsync("outcomes", 1);
    }

    public Task StartDispatcherAsync()
    {
        var meters = _services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        if (_withAttemptLog)
        {
            _attempts = new AttemptLog(
                new AttemptOptions(),
                Path.Combine(_folder, "attempts"),
                TimeProvider.System,
                NullLogger<AttemptLog>.Instance,
                meters);
            _attempts.Open(Webhooks);
        }

        Dispatcher = new Dispatcher(
            new DispatchStores(_events!, _outcomes!, SnapshotFolder),
            Webhooks,
            this,
            _options,
            new SystemHostResolver(),
            TimeProvider.System,
            NullLogger<Dispatcher>.Instance,
            new DispatchMetrics(meters),
            attempts: _attempts);
        return Dispatcher.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await Dispatcher.DisposeAsync();
        if (_attempts is not null)
        {
            await _attempts.DisposeAsync();
        }

        await _events!.DisposeAsync();
        await _outcomes!.DisposeAsync();
        _events = null;
    }

    /// <summary>One event; waits only while the journal is full.</summary>
    public async ValueTask PublishAsync(long[] webhooks, ReadOnlyMemory<byte> data, long vehicle)
    {
        var partition = (int)(vehicle % Partitions);
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var draft = new EventDraft
        {
            Id = new EventId((UInt128)Interlocked.Increment(ref _number)),
            Type = EventType.Location,
            AccountId = 1,
            VehicleId = vehicle,
            RefId = "CA1234567"u8,
            EventTimeMs = nowMs,
            EnqueuedMs = nowMs,
            Data = data.Span,
            Webhooks = webhooks,
        };
        var appended = await Dispatcher.Publisher.PublishAsync(partition, draft, CancellationToken.None);
        if (!appended.IsAppended)
        {
            throw new InvalidOperationException($"The journal does not take it: {appended.Status}.");
        }

        _ends[partition] = appended.EndPosition;
    }

    /// <summary>Waits until all that was published is on disk.</summary>
    public async Task CommitAsync()
    {
        for (var i = 0; i < Partitions; i++)
        {
            await _events![i].WaitForCommitAsync(_ends[i], CancellationToken.None);
        }
    }

    /// <summary>Waits until the webhooks' states say so.</summary>
    public async Task WaitAsync(IEnumerable<long> webhooks, Func<WebhookState, bool> condition, TimeSpan limit)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        foreach (var webhook in webhooks)
        {
            while (!condition(Dispatcher.GetState(webhook)))
            {
                if (System.Diagnostics.Stopwatch.GetElapsedTime(started) > limit)
                {
                    throw new TimeoutException($"Webhook {webhook}: {Dispatcher.GetState(webhook)}; {Dispatcher.Fault}");
                }

                await Task.Delay(5);
            }
        }
    }

    public ReadOnlyMemory<byte> For(EventType type) => "{}"u8.ToArray();

    public async ValueTask DisposeAsync()
    {
        if (_events is not null)
        {
            await StopAsync();
        }

        await _services.DisposeAsync();
    }

    private async Task<IJournal> OpenAsync(string name, int partitions)
    {
        var opened = await FasterJournal.OpenAsync(
            new JournalOptions { Folder = _folder, Name = name, PartitionCount = partitions },
            TimeProvider.System,
            NullLogger.Instance,
            _services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        return opened.IsOpen ? opened.Journal : throw new InvalidOperationException(opened.Fault?.Message);
    }
}
