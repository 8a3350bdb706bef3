using System.Text;
using System.Text.Json;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;
using Gateway.Geo.Landmarks;
using Gateway.Geo.Landmarks.GeoJson;
using Gateway.Protocol.Reports;
using Gateway.Vehicles;
using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Tests.Vehicles;

/// <summary>A report processor with one vehicle, under a configuration that a test makes.</summary>
internal sealed class ProcessorBench : IDisposable
{
    private readonly byte[] _canonical = new byte[8192];
    private readonly TimeSpan? _lateWindow;
    private ReportProcessor _processor;

    public ProcessorBench(TimeSpan? lateWindow = null)
    {
        _lateWindow = lateWindow;
        _processor = new ReportProcessor(Outbox, History, lateWindow);
    }

    public static Vehicle Vehicle { get; } = new() { Id = 7, AccountId = 1, RefId = "R7", DeviceId = "350000000000011", CreatedMs = 0 };

    public EventOutbox Outbox { get; } = new();

    public MemoryHistory History { get; } = new();

    public IMotionSettings Motion { get; set; } = new DefaultMotionSettings();

    public DriverSnapshot Drivers { get; set; } = DriverSnapshot.Empty;

    public VehicleState State { get; set; } = new(7);

    public WebhookSnapshot Webhooks { get; set; } = Listening(
        EventType.Location, EventType.LandmarkChange, EventType.IgnitionOn, EventType.IgnitionOff, EventType.Heartbeat);

    public LandmarkSnapshot Landmarks { get; set; } = LandmarkSnapshot.Empty;

    public static WebhookSnapshot Listening(params IEnumerable<EventType> types) =>
        new(types.Select((type, i) => new WebhookDefinition
        {
            Id = i + 1,
            AccountId = 1,
            Username = "admin",
            Type = type,
            Name = type.ToString(),
            Url = new Uri("http://receiver.test/"),
            ContentType = BodyFormat.Json,
            ThresholdMph = 10,
            Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            CreatedMs = 0,
        }));

    /// <summary>The same, with a range for what listens for temperatures.</summary>
    public static WebhookSnapshot InRange(WebhookSnapshot webhooks, double low, double high) => new(webhooks.All.Select(webhook =>
        webhook.Type == EventType.Temperature ? webhook with { ThresholdLowC = low, ThresholdHighC = high } : webhook));

    public static LandmarkSnapshot Circles(params IEnumerable<(long Id, double Latitude, double Longitude, double Meters)> circles) =>
        LandmarkSnapshot.Create(circles.Select(circle => new Landmark(
            circle.Id,
            1,
            $"landmark {circle.Id}",
            [],
            Assert.Single(LandmarkGeoJson.Parse(Encoding.UTF8.GetBytes(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $$$"""
                {"type":"Feature","geometry":{"type":"Point","coordinates":[{{{circle.Longitude:R}}},{{{circle.Latitude:R}}}]},
                "properties":{"name":"c","radius_m":{{{circle.Meters:R}}}}}
                """))).Features).Shape)));

    private ProcessingSnapshot Snapshot => new(Webhooks, Landmarks, Drivers, Motion);

    /// <summary>Processes a report as a frame of its own; what it led to is in the outbox.</summary>
    public ReportOutcome Process(DeviceReport report, long receivedMs)
    {
        var outcome = Add(report, receivedMs);
        Settle(receivedMs);
        return outcome;
    }

    /// <summary>Processes a report of a frame that <see cref="Settle"/> ends.</summary>
    public ReportOutcome Add(DeviceReport report, long receivedMs)
    {
        var length = ReportCodec.Encode(report, _canonical);
        return _processor.Process(
            report,
            _canonical.AsSpan(0, length),
            new ReportSource(receivedMs, "teltonika", receivedMs),
            Vehicle,
            State,
            Snapshot);
    }

    /// <summary>Facts folded again so far, because of late reports.</summary>
    public long RefoldSteps => _processor.RefoldSteps;

    /// <summary>What the reader does when no more late reports come.</summary>
    public void SettleNow(long receivedMs) =>
        _processor.SettleNow(Vehicle, State, Snapshot, new ReportSource(receivedMs, "teltonika", receivedMs));

    public void Settle(long receivedMs) =>
        _processor.Settle(Vehicle, State, Snapshot, new ReportSource(receivedMs, "teltonika", receivedMs));

    public ReportOutcome Assign(long driverId, long effectiveMs, long requestedMs) => _processor.Assign(
        new DriverAssignment(Vehicle.Id, driverId, effectiveMs, requestedMs),
        new ReportSource(requestedMs, null, requestedMs),
        Vehicle,
        State,
        Snapshot);

    public void Silence() => _processor.EndBySilence(Vehicle, State, Snapshot, new ReportSource(State.HeardMs, null, State.HeardMs));

    public bool WriteBlock() => _processor.WriteBlock(State);

    /// <summary>A new processor, with the state that a checkpoint would have given back.</summary>
    public void Restart()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        var scratch = default(ByteSink);
        VehicleStateCodec.Write(writer, State, ref scratch);
        bytes.Position = 0;
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        State = VehicleStateCodec.Read(reader);
        _processor.Dispose();
        _processor = new ReportProcessor(Outbox, History, _lateWindow);
    }

    /// <summary>Takes the events out: type and data of each.</summary>
    public IReadOnlyList<(EventType Type, JsonElement Data)> Take()
    {
        var events = new List<(EventType, JsonElement)>();
        for (var i = 0; i < Outbox.Count; i++)
        {
            var draft = Outbox[i];
            events.Add((draft.Type, JsonDocument.Parse(draft.Data.ToArray()).RootElement));
        }

        Outbox.Clear();
        return events;
    }

    public void Dispose() => _processor.Dispose();
}
