using System.Net;
using System.Text;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Tests.Journal;
using Gateway.Dispatch.Webhooks;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>A dispatcher over real journals in a temporary folder, which may be stopped, crashed and started again.</summary>
internal sealed class TestDispatch : IAsyncDisposable, IExampleData
{
    private readonly TestMeterFactory _meters = new();
    private IJournal? _events;
    private IJournal? _outcomes;
    private Dispatcher? _dispatcher;
    private AttemptLog? _attempts;

    public string Folder { get; init; } = Directory.CreateTempSubdirectory("gateway-dispatch-").FullName;

    public TestDirectory Webhooks { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public FakeLogger<Dispatcher> Logger { get; } = new();

    public IHostResolver Resolver { get; init; } = new SystemHostResolver();

    /// <summary>No attempt fails because the machine is slow; connecting is always timed by the real clock.</summary>
    public DispatchOptions Options { get; init; } = new()
    {
        AllowedReceivers = [IPNetwork.Parse("127.0.0.0/8")],
        AttemptTimeout = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromMinutes(5),
    };

    /// <summary>When events are said to be queued, Unix milliseconds; null for half a second after they happened.</summary>
    public long? EnqueuedMs { get; set; }

    public Dispatcher Dispatcher => _dispatcher!;

    public AttemptLog Attempts => _attempts!;

    public IJournal Events => _events!;

    public IJournal Outcomes => _outcomes!;

    public string Snapshots => Path.Combine(Folder, "queues");

    public static TestDispatch With(Action<DispatchOptions> set, TimeProvider? time = null)
    {
        var test = new TestDispatch { Time = time ?? TimeProvider.System };
        set(test.Options);
        return test;
    }

    public async Task StartAsync()
    {
        _events = await OpenAsync("events", 2);
        _outcomes = await OpenAsync("outcomes", 1);
        _attempts = new AttemptLog(
            new AttemptOptions(), Path.Combine(Folder, "attempts"), Time, new FakeLogger<AttemptLog>(), _meters);
        _attempts.Open(Webhooks);
        _dispatcher = new Dispatcher(
            new DispatchStores(_events, _outcomes, Snapshots),
            Webhooks,
            this,
            Options,
            Resolver,
            Time,
            Logger,
            new DispatchMetrics(_meters),
            attempts: _attempts);
        await _dispatcher.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await _dispatcher!.DisposeAsync();
        await _attempts!.DisposeAsync();
        await _events!.DisposeAsync();
        await _outcomes!.DisposeAsync();
        _dispatcher = null;
    }

    /// <summary>The same webhooks over a copy of the files as they are now, as after a crash. Not started.</summary>
    public TestDispatch Crash()
    {
        var copy = new TestDispatch { Webhooks = Webhooks, Time = Time, Options = Options, Resolver = Resolver };
        foreach (var path in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Folder, Path.GetRelativePath(Folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFileName(path) != "lock" && !path.EndsWith(".tmp", StringComparison.Ordinal))
            {
                using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var destination = File.Create(target);
                source.CopyTo(destination);
            }
        }

        return copy;
    }

    /// <summary>Publishes events and waits until they are on disk. Event ids are the numbers.</summary>
    public Task PublishAsync(int from, int count, params long[] webhooks) =>
        PublishAsync(from, count, _ => 7, webhooks);

    /// <summary>As the other, with the vehicle of each event; all events of a vehicle go to one partition.</summary>
    public async Task PublishAsync(int from, int count, Func<int, long> vehicle, params long[] webhooks)
    {
        var ends = new long[2];
        for (var number = from; number < from + count; number++)
        {
            // As in real life a vehicle keeps to its partition, where the test has more than one vehicle.
            var partition = vehicle(number) == 7 ? number % 2 : (int)(vehicle(number) % 2);
            var draft = Draft(number, vehicle(number), webhooks);
            var result = await Dispatcher.Publisher.PublishAsync(partition, draft, CancellationToken.None);
            Assert.True(result.IsAppended, result.Status.ToString());
            ends[partition] = result.EndPosition;
        }

        for (var partition = 0; partition < 2; partition++)
        {
            var outcome = await Events[partition].WaitForCommitAsync(ends[partition], CancellationToken.None);
            Assert.Equal(CommitOutcome.Committed, outcome);
        }
    }

    public async Task OutcomesCommittedAsync()
    {
        var outcome = await Outcomes[0].WaitForCommitAsync(Outcomes[0].TailPosition, CancellationToken.None);
        Assert.Equal(CommitOutcome.Committed, outcome);
    }

    public Task StateAsync(long webhook, Func<WebhookState, bool> condition, string what) =>
        Eventually.TrueAsync(() => condition(Dispatcher.GetState(webhook)), what);

    /// <summary>Whether nothing is on its way.</summary>
    public bool IsQuiet => Dispatcher.IsQuiet;

    public Task QuietAsync() => Eventually.TrueAsync(() => IsQuiet, "nothing on its way");

    public ReadOnlyMemory<byte> For(EventType type) => Encoding.UTF8.GetBytes($$"""{"example":"{{type.ToName()}}"}""");

    public async ValueTask DisposeAsync()
    {
        if (_dispatcher is not null)
        {
            await StopAsync();
        }

        _meters.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private EventDraft Draft(int number, long vehicle, long[] webhooks) => new()
    {
        Id = new EventId((UInt128)number),
        Type = EventType.Idle,
        AccountId = 123456,
        VehicleId = vehicle,
        RefId = "CA1234567"u8,
        EventTimeMs = 1_450_210_819_000 + number,
        EnqueuedMs = EnqueuedMs ?? 1_450_210_819_500,
        Data = Encoding.UTF8.GetBytes($$"""{"number":{{number}},"vehicle_id":{{vehicle}},"latitude":52.5163}"""),
        Webhooks = webhooks,
    };

    private async Task<IJournal> OpenAsync(string name, int partitions)
    {
        var result = await FasterJournal.OpenAsync(
            new JournalOptions
            {
                Folder = Folder,
                Name = name,
                PartitionCount = partitions,
                PageBytes = 1 << 16,
                MemoryBytes = 1 << 19,
                SegmentBytes = 1 << 18,
                MaxPayloadBytes = 32 << 10,
                CommitTimeout = TimeSpan.FromSeconds(60),
                MinFreeBytes = 1 << 20,
            },
            TimeProvider.System,
            Logger,
            _meters);
        Assert.True(result.IsOpen, result.Fault?.Message);
        return result.Journal;
    }
}
