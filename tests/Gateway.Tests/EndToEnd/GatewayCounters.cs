using System.Diagnostics.Metrics;

namespace Gateway.Tests.EndToEnd;

/// <summary>
/// The counters of one gateway. The page /metrics would not do: its exporter collects by meter name, so that in the tests'
/// process it shows the sum of all gateways that run side by side.
/// </summary>
internal sealed class GatewayCounters : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<(string Name, string Tags, double Change)> _changes = [];
    private TaskCompletionSource _changed = NewSignal();

    public GatewayCounters(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument is Counter<long> or UpDownCounter<int>)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, change, tags, _) => Add(instrument, change, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, change, tags, _) => Add(instrument, change, tags));
        _listener.Start();
    }

    /// <summary>The sum of a counter over all series that have these tags, each <c>name=value</c>.</summary>
    public double Sum(string name, params string[] tags)
    {
        lock (_lock)
        {
            return _changes
                .Where(change => change.Name == name)
                .Where(change => tags.All(tag => change.Tags.Contains($";{tag};", StringComparison.Ordinal)))
                .Sum(change => change.Change);
        }
    }

    /// <summary>Waits until a counter has a value; fails where it never does.</summary>
    public async Task ReachAsync(double value, string name, params string[] tags)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (Sum(name, tags).Equals(value))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(Limits.Hang);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{name} {string.Join(' ', tags)} never was {value}; it is {Sum(name, tags)}.");
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(Instrument instrument, double change, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = ";";
        foreach (var tag in tags)
        {
            text += $"{tag.Key}={tag.Value};";
        }

        TaskCompletionSource changed;
        lock (_lock)
        {
            _changes.Add((instrument.Name, text, change));
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }
}
