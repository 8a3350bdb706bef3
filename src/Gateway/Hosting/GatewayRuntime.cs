using System.Data.Common;
using System.Diagnostics.Metrics;
using Gateway.Configuration;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Submissions;
using Gateway.Configuration.Vehicles;
using Gateway.Devices;
using Gateway.Dispatch;
using Gateway.Dispatch.Alerts;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Journal;
using Gateway.Dispatch.Storage;
using Gateway.Dispatch.Tracing;
using Gateway.Dispatch.Webhooks;
using Gateway.Mail;
using Gateway.Roads;
using Gateway.Vehicles;
using Gateway.Vehicles.Timelines;

namespace Gateway.Hosting;

/// <summary>
/// The parts that hold data, opened in the order in which data flows back to them at a start, and closed in the order in
/// which it flows through them: journals, dispatcher, vehicles; the device listeners come after all of it.
/// </summary>
internal sealed class GatewayRuntime : IAsyncDisposable
{
    private readonly List<IJournal> _journals = [];
    private VehicleEngine? _vehicles;
    private Dispatcher? _dispatcher;
    private VehicleCommands? _commands;
    private DeviceServices? _devices;
    private AttemptLog? _attempts;
    private AlertMailer? _mailer;
    private FailureWatch? _failures;

    public Dispatcher Dispatcher => _dispatcher ?? throw NotOpen();

    public VehicleEngine Vehicles => _vehicles ?? throw NotOpen();

    /// <summary>What the API has vehicles do.</summary>
    public VehicleCommands Commands => _commands ?? throw NotOpen();

    public DeviceServices Devices => _devices ?? throw NotOpen();

    /// <summary>Null before it is open.</summary>
    public AlertMailer? Mailer => _mailer;

    public IReadOnlyList<IJournal> Journals => _journals;

    public bool IsOpen => _devices is not null;

    /// <summary>Opens everything; a fault in words, null when the gateway can take data.</summary>
    public async Task<string?> OpenAsync(IServiceProvider services, GatewaySettings settings, CancellationToken cancellationToken)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var meters = services.GetRequiredService<IMeterFactory>();
        if (DataLayout.Open(settings.DataFolder, settings.Partitions, out var fault) is not { } layout)
        {
            return fault;
        }

        try
        {
            await services.GetRequiredService<ConfigurationStore>().OpenAsync(cancellationToken);
        }
        catch (DbException e)
        {
            return $"The configuration in {settings.DataFolder} can't be opened: {e.Message}";
        }

        services.GetRequiredService<RoadDirectory>().Open();
        foreach (var (name, partitions) in new[] { ("reports", layout.Partitions), ("events", layout.Partitions), ("outcomes", 1), ("history", layout.Partitions) })
        {
            var options = new JournalOptions
            {
                Folder = settings.DataFolder,
                Name = name,
                PartitionCount = partitions,
                MaxPayloadBytes = 1 << 19,
                MinFreeBytes = settings.MinFreeBytes,
            };
            var opened = await FasterJournal.OpenAsync(
                options, time, services.GetRequiredService<ILogger<FasterJournal>>(), meters,
                services.GetRequiredService<IJournalStorage>());
            if (!opened.IsOpen)
            {
                return opened.Fault.Message;
            }

            _journals.Add(opened.Journal);
        }

        return await StartAsync(services, settings, time, cancellationToken);
    }

    /// <summary>Closes everything; called when no device is connected any more.</summary>
    public async ValueTask DisposeAsync()
    {
        // Each once: a start that failed half-way and a stop both end here.
        if (Interlocked.Exchange(ref _vehicles, null) is { } vehicles)
        {
            await vehicles.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _dispatcher, null) is { } dispatcher)
        {
            await dispatcher.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _failures, null) is { } failures)
        {
            await failures.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _mailer, null) is { } mailer)
        {
            await mailer.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _attempts, null) is { } attempts)
        {
            await attempts.DisposeAsync();
        }

        foreach (var journal in _journals)
        {
            await journal.DisposeAsync();
        }

        _journals.Clear();
    }

    private async Task<string?> StartAsync(
        IServiceProvider services, GatewaySettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        var (reports, events, outcomes) = (_journals[0], _journals[1], _journals[2]);
        var webhooks = services.GetRequiredService<IWebhookDirectory>();
        _attempts = services.GetRequiredService<AttemptLog>();
        _attempts.Open(webhooks);
        _mailer = new AlertMailer(settings.Smtp, time, services.GetRequiredService<ILogger<AlertMailer>>(), meters);
        _failures = new FailureWatch(
            settings.Alerts,
            Path.Combine(settings.DataFolder, "queues", "failures.json"),
            webhooks,
            _mailer,
            time,
            services.GetRequiredService<ILogger<FailureWatch>>());
        _failures.Open();
        _dispatcher = new Dispatcher(
            new DispatchStores(events, outcomes, Path.Combine(settings.DataFolder, "queues")),
            webhooks,
            new CatalogExamples(services.GetRequiredService<EventCatalog>()),
            settings.Dispatch,
            new SystemHostResolver(),
            time,
            services.GetRequiredService<ILogger<Dispatcher>>(),
            new DispatchMetrics(meters),
            services.GetService<EventTracing>(),
            attempts: _attempts,
            failures: _failures);
        await _dispatcher.StartAsync(cancellationToken);
        if (_dispatcher.Fault is { } dispatchFault)
        {
            return dispatchFault;
        }

        var vehicleFolder = Path.Combine(settings.DataFolder, "vehicles");
        Directory.CreateDirectory(vehicleFolder);
        DurableFolder.Flush(settings.DataFolder);
        _vehicles = new VehicleEngine(
            new VehicleJournals(reports, events, _journals[3]),
            new PartitionServices(
                vehicleFolder,
                settings.CheckpointInterval,
                services.GetRequiredService<IVehicleDirectory>(),
                services.GetRequiredService<IDriverDirectory>(),
                services.GetRequiredService<ILandmarkDirectory>(),
                webhooks,
                _dispatcher.Publisher,
                services.GetRequiredService<ProtocolRegistry>(),
                new VehicleMetrics(meters),
                time,
                services.GetRequiredService<ILogger<VehicleEngine>>())
            {
                LateWindow = settings.LateWindow,
                Motion = services.GetRequiredService<IMotionSettings>(),
                Roads = services.GetRequiredService<IRoadDirectory>(),
            });
        if (await _vehicles.RecoverAsync() is { } vehicleFault)
        {
            return vehicleFault;
        }

        _vehicles.Start();
        _commands = new VehicleCommands(reports, time);
        var resumed = await services.GetRequiredService<SubmissionDirectory>().ResumeAsync(_commands, cancellationToken);
        if (resumed != CommandOutcome.Done)
        {
            return $"Inspections and assignments that were posted could not be put into the report journal: {resumed}.";
        }

        _devices = new DeviceServices(
            settings.Devices,
            settings.RegisterUnknownDevices,
            services.GetRequiredService<IVehicleDirectory>(),
            reports,
            new ConnectionLimiter(settings.Devices.MaxConnections ?? ConnectionLimiter.CapOfProcess()),
            new DeviceMetrics(meters),
            time,
            services.GetRequiredService<ILogger<DeviceConnectionHandler>>());
        return null;
    }

    private static InvalidOperationException NotOpen() => new("The gateway's data is not open.");
}
