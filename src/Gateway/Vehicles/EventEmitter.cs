using System.Runtime.InteropServices;
using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;
using Gateway.Geo.Roads;
using Gateway.Protocol.Reports;
using Gateway.Roads;

namespace Gateway.Vehicles;

/// <summary>
/// Finds out who wants an event, and only where somebody does writes it and puts it into the outbox: once for all who
/// get the same data.
/// </summary>
internal sealed class EventEmitter(EventOutbox outbox) : IDisposable
{
    /// <summary>Seconds of idling after which a webhook without a threshold of its own hears of it.</summary>
    public const int DefaultIdleSeconds = 300;

    private readonly EventDataWriter _writer = new();
    private readonly PostedSpeed _posted = new();
    private readonly List<long> _addressees = [];
    private readonly List<(double, double)> _written = [];
    private readonly List<int> _thresholds = [];

    private Vehicle _vehicle = null!;
    private WebhookSnapshot _webhooks = WebhookSnapshot.Empty;
    private long _nowMs;

    /// <summary>Shared by all that write events of this partition.</summary>
    public EventDataWriter Writer => _writer;

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <summary>Starts the events of one report.</summary>
    public void Begin(Vehicle vehicle, WebhookSnapshot webhooks, long nowMs)
    {
        _vehicle = vehicle;
        _webhooks = webhooks;
        _nowMs = nowMs;
    }

    public void Location(in EventIds ids, EventContext context, in LocationDetails details)
    {
        if (Address(EventType.Location, null))
        {
            context.Id = ids.For(EventType.Location);
            Put(EventType.Location, context, _writer.Location(context, details));
        }
    }

    public void Heartbeat(in EventIds ids, EventContext context, in HeartbeatDetails details)
    {
        if (Address(EventType.Heartbeat, null))
        {
            context.Id = ids.For(EventType.Heartbeat);
            Put(EventType.Heartbeat, context, _writer.Heartbeat(context, details));
        }
    }

    /// <summary>One event for each threshold that is reached; webhooks with the same threshold share it.</summary>
    public void Speed(in EventIds ids, EventContext context)
    {
        var listeners = _webhooks.Listeners(_vehicle.AccountId, EventType.Speed);
        if (listeners.IsEmpty || context.SpeedKph is not { } kph)
        {
            return;
        }

        var mph = EventUnits.ToMph(kph);
        _written.Clear();
        foreach (var listener in listeners)
        {
            var threshold = listener.ThresholdMph ?? 0;
            if (!EventUnits.Reaches(mph, threshold) || !IsNew(threshold, 0))
            {
                continue;
            }

            _addressees.Clear();
            foreach (var other in listeners)
            {
                if ((other.ThresholdMph ?? 0).Equals(threshold) && other.Filter.Passes(_vehicle.Id, null))
                {
                    _addressees.Add(other.Id);
                }
            }

            if (_addressees.Count > 0)
            {
                context.Id = ids.For(EventType.Speed, BitConverter.DoubleToInt64Bits(threshold));
                Put(EventType.Speed, context, _writer.Speed(context, threshold));
            }
        }
    }

    /// <summary>Whether anybody is told of roads.</summary>
    public bool WantsRoad =>
        !_webhooks.Listeners(_vehicle.AccountId, EventType.Posted).IsEmpty
        || !_webhooks.Listeners(_vehicle.AccountId, EventType.Location).IsEmpty;

    /// <summary>Finds the road of a fix; gives its way and its limit, both null where the match is not a confident one.</summary>
    public (long? WayId, double? LimitMph) MatchRoad(RoadIndex? roads, in RoadFix fix)
    {
        _posted.Match(roads, fix);
        return (_posted.WayId, _posted.LimitMph);
    }

    /// <summary>One event for each threshold that is reached over the limit of the road found before.</summary>
    public void Posted(in EventIds ids, EventContext context)
    {
        var listeners = _webhooks.Listeners(_vehicle.AccountId, EventType.Posted);
        if (_posted.Begin())
        {
            while (_posted.Next(listeners, _vehicle.Id, _addressees, out var details))
            {
                context.Id = ids.For(EventType.Posted, BitConverter.DoubleToInt64Bits(details.ThresholdMph));
                Put(EventType.Posted, context, _writer.Posted(context, details));
            }
        }
    }

    /// <summary>The thresholds, in seconds, of the account's <c>idle</c> webhooks that take this vehicle, each once.</summary>
    public ReadOnlySpan<int> IdleThresholds()
    {
        _thresholds.Clear();
        foreach (var listener in _webhooks.Listeners(_vehicle.AccountId, EventType.Idle))
        {
            var threshold = listener.ThresholdSeconds ?? DefaultIdleSeconds;
            if (listener.Filter.Passes(_vehicle.Id, null) && !_thresholds.Contains(threshold))
            {
                _thresholds.Add(threshold);
            }
        }

        return CollectionsMarshal.AsSpan(_thresholds);
    }

    /// <summary>Makes the <c>idle</c> webhooks of a threshold the addressees.</summary>
    public void AddressIdle(int threshold)
    {
        _addressees.Clear();
        foreach (var listener in _webhooks.Listeners(_vehicle.AccountId, EventType.Idle))
        {
            if ((listener.ThresholdSeconds ?? DefaultIdleSeconds) == threshold && listener.Filter.Passes(_vehicle.Id, null))
            {
                _addressees.Add(listener.Id);
            }
        }
    }

    /// <summary>
    /// One event for each range: without a range for every value, with one when the sensor leaves it and when it is
    /// back. A late value says nothing about leaving.
    /// </summary>
    public void Temperature(
        in EventIds ids, EventContext context, in SensorReading reading, double before, bool late, double? humidity)
    {
        var listeners = _webhooks.Listeners(_vehicle.AccountId, EventType.Temperature);
        _written.Clear();
        foreach (var listener in listeners)
        {
            var range = new TemperatureRange(listener.ThresholdLowC, listener.ThresholdHighC);
            if (!IsNew(range.Low ?? double.NegativeInfinity, range.High ?? double.PositiveInfinity))
            {
                continue;
            }

            if (!range.IsAll && (late || !range.IsEdge(before, reading.Value)))
            {
                continue;
            }

            _addressees.Clear();
            foreach (var other in listeners)
            {
                if (new TemperatureRange(other.ThresholdLowC, other.ThresholdHighC) == range
                    && other.Filter.Passes(_vehicle.Id, null))
                {
                    _addressees.Add(other.Id);
                }
            }

            if (_addressees.Count > 0)
            {
                context.Id = ids.For(EventType.Temperature, reading.SensorId, range.Discriminator);
                Put(
                    EventType.Temperature,
                    context,
                    _writer.Temperature(
                        context,
                        new TemperatureDetails(
                            reading.SensorId, reading.Value, range.Low, range.High, range.StateOf(reading.Value), humidity)));
            }
        }
    }

    private bool IsNew(double first, double second)
    {
        if (_written.Contains((first, second)))
        {
            return false;
        }

        _written.Add((first, second));
        return true;
    }

    /// <summary>Whether anybody wants an event; they are then the addressees of <see cref="Put"/>.</summary>
    public bool Address(EventType type, long? landmarkId)
    {
        _addressees.Clear();
        foreach (var webhook in _webhooks.Listeners(_vehicle.AccountId, type))
        {
            if (webhook.Filter.Passes(_vehicle.Id, landmarkId))
            {
                _addressees.Add(webhook.Id);
            }
        }

        return _addressees.Count > 0;
    }

    /// <summary>Puts an event into the outbox for the addressees.</summary>
    public void Put(EventType type, EventContext context, ReadOnlySpan<byte> data) => outbox.Add(new EventDraft
    {
        Id = context.Id,
        Type = type,
        AccountId = _vehicle.AccountId,
        VehicleId = _vehicle.Id,
        RefId = _vehicle.RefIdUtf8.Span,
        EventTimeMs = context.EventTimeMs,
        EnqueuedMs = _nowMs,
        ReceivedMs = context.ReceivedMs,
        Data = data,
        Webhooks = CollectionsMarshal.AsSpan(_addressees),
    });
}
