using System.Diagnostics.Metrics;
using System.Text.Json;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Vehicles;
using Gateway.Devices;
using Gateway.Dispatch;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Webhooks;
using Gateway.Geo.Landmarks;
using Gateway.Protocol.Reports;
using Gateway.Vehicles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Vehicles;

/// <summary>
/// A vehicle engine of one partition on real journals, without devices before it and a dispatcher behind it. The
/// vehicles' clock is a fake one; the journals', which only paces commits, is not.
/// </summary>
internal sealed class EngineBench : IAsyncDisposable
{
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<IJournal> _journals = [];
    private readonly ReportBatchWriter _batch = new();
    private VehicleEngine? _engine;

    private EngineBench(FakeTimeProvider time) => Time = time;

    public FakeTimeProvider Time { get; }

    public IJournalPartition Reports => _journals[0][0];

    public IJournalPartition Events => _journals[1][0];

    public VehicleCommands Commands { get; private set; } = null!;

    public VehicleEngine Engine => _engine!;

    /// <summary>Opens the journals of a folder; the engine is recovered, and started where it can be.</summary>
    public static async Task<(EngineBench Bench, string? Fault)> OpenAsync(
        string folder, FakeTimeProvider time, TimeSpan? checkpointInterval = null, int vehicleCount = 1)
    {
        var bench = new EngineBench(time);
        var meters = bench._meters.GetRequiredService<IMeterFactory>();
        foreach (var name in new[] { "reports", "events", "history" })
        {
            var opened = await FasterJournal.OpenAsync(
                new JournalOptions
                {
                    Folder = folder,
                    Name = name,
                    PartitionCount = 1,
                    MinFreeBytes = 0,
                    PageBytes = 1 << 16,
                    MemoryBytes = 1 << 20,
                    MaxPayloadBytes = 1 << 15,
                },
                TimeProvider.System,
                NullLogger.Instance,
                meters);
            bench._journals.Add(opened.Journal!);
        }

        var vehicles = new FewVehicles(vehicleCount);
        bench.Commands = new VehicleCommands(bench._journals[0], time);
        bench._engine = new VehicleEngine(
            new VehicleJournals(bench._journals[0], bench._journals[1], bench._journals[2]),
            new PartitionServices(
                folder,
                checkpointInterval ?? TimeSpan.FromHours(100),
                vehicles,
                vehicles,
                vehicles,
                vehicles,
                new EventPublisher(bench._journals[1], new DispatchMetrics(meters)),
                ProtocolRegistry.Default(),
                new VehicleMetrics(meters),
                time,
                NullLogger<VehicleEngine>.Instance));
        var fault = await bench._engine.RecoverAsync();
        if (fault is null)
        {
            bench._engine.Start();
        }

        return (bench, fault);
    }

    /// <summary>Appends a frame of reports, received now.</summary>
    public async Task SendAsync(params DeviceReport[] reports) =>
        await Reports.WaitForCommitAsync(await AppendAsync(ProcessorBench.Vehicle.Id, reports), CancellationToken.None);

    /// <summary>The same for any vehicle, without waiting for the commit.</summary>
    public async Task<long> AppendAsync(long vehicleId, params DeviceReport[] reports)
    {
        _batch.Begin(vehicleId, 1, Time.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var report in reports)
        {
            _batch.Add(report);
        }

        var result = await Reports.AppendAsync(ReportRecordKinds.ReportBatch, _batch.WrittenMemory.ToArray(), CancellationToken.None);
        return result.EndPosition;
    }

    /// <summary>Waits for so many events; then all of them.</summary>
    public async Task<IReadOnlyList<(EventType Type, JsonElement Data)>> EventsAsync(int count)
    {
        using var limit = new CancellationTokenSource(EndToEnd.Limits.Hang);
        var reader = Events.OpenReader(Events.BeginPosition);
        var events = new List<(EventType, JsonElement)>();
        while (events.Count < count)
        {
            try
            {
                await reader.WaitToReadAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Only {events.Count} events: {string.Join(' ', events.Select(e => e.Item1))}; {Engine.Fault}");
            }

            while (reader.TryRead(out var record))
            {
                Assert.True(EventRecord.TryRead(record.Payload.Span, out var read));
                events.Add((read.Type, JsonDocument.Parse(read.Data.ToArray()).RootElement));
            }
        }

        return events;
    }

    /// <summary>
    /// Lets the fake clock run until there are so many events; then all of them. So slowly that it does not run away from
    /// the disk; a time in which nothing can come is left out.
    /// </summary>
    public async Task<IReadOnlyList<(EventType Type, JsonElement Data)>> AdvanceUntilAsync(int count, TimeSpan leftOut = default)
    {
        using var limit = new CancellationTokenSource(EndToEnd.Limits.Hang);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        Time.Advance(leftOut);
        var events = EventsAsync(count);
        while (!events.IsCompleted && await pace.WaitForNextTickAsync(limit.Token))
        {
            Time.Advance(SilenceWatch.Interval);
        }

        return await events;
    }

    /// <summary>Ends without a last checkpoint, as a crash would.</summary>
    public async Task CrashAsync(string checkpointFolder)
    {
        var kept = Directory.GetFiles(checkpointFolder, "*.checkpoint*").ToDictionary(file => file, File.ReadAllBytes);
        await DisposeAsync();
        foreach (var file in Directory.GetFiles(checkpointFolder, "*.checkpoint*"))
        {
            File.Delete(file);
        }

        foreach (var (file, bytes) in kept)
        {
            await File.WriteAllBytesAsync(file, bytes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
            _engine = null;
            foreach (var journal in _journals)
            {
                await journal.DisposeAsync();
            }

            await _meters.DisposeAsync();
        }
    }

    private sealed class FewVehicles(int count) : IVehicleDirectory, IDriverDirectory, ILandmarkDirectory, IWebhookDirectory
    {
        private readonly WebhookSnapshot _webhooks = ProcessorBench.Listening(
            EventType.TripComplete, EventType.Idle, EventType.IgnitionOn, EventType.IgnitionOff, EventType.DriverAssignment);

        VehicleSnapshot IVehicleDirectory.Current { get; } = Enumerable.Range(0, count).Aggregate(
            VehicleSnapshot.Empty,
            (all, i) => all.With(ProcessorBench.Vehicle with
            {
                Id = ProcessorBench.Vehicle.Id + i,
                RefId = $"R{i}",
                DeviceId = $"{350000000000011 + i}",
            }));

        DriverSnapshot IDriverDirectory.Current => DriverSnapshot.Empty;

        LandmarkSnapshot ILandmarkDirectory.Current => LandmarkSnapshot.Empty;

        WebhookSnapshot IWebhookDirectory.Current => _webhooks;

        public IDisposable OnChange(Action<WebhookSnapshot> changed) => throw new NotSupportedException();

        public Task DisableAsync(long webhookId, string reason, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Vehicle> RegisterAsync(string deviceId, string protocol, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
