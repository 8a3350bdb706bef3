using DeviceSimulator.Fleet;
using Gateway.Dispatch.Events;

namespace Gateway.Demo;

/// <summary>
/// Which events must arrive: a <c>location</c> for each record that the gateway acknowledged, <c>speed</c> where it was
/// fast enough, and each edge of the ignition. Worked out from what the devices sent, apart from the gateway's code.
/// </summary>
internal sealed class DemoExpectation : IFleetObserver
{
    /// <summary>The threshold of the demo's speed webhook, mph.</summary>
    public const double ThresholdMph = 60;

    private const double KphPerMph = 1.609344;

    private readonly Lock _lock = new();
    private readonly HashSet<(string Type, long Device, long Second, long Place)> _missing = [];
    private readonly HashSet<(string Type, long Device, long Second, long Place)> _early = [];
    private readonly Dictionary<int, bool> _ignition = [];
    private TaskCompletionSource? _complete;

    public int Expected { get; private set; }

    public int Missing
    {
        get
        {
            lock (_lock)
            {
                return _missing.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void RecordsAcknowledged(int vehicleIndex, ReadOnlySpan<RecordInfo> records)
    {
        lock (_lock)
        {
            foreach (ref readonly var record in records)
            {
                var place = PlaceOf(record.Latitude, record.Longitude);
                Expect("location", record, place);
                if (Math.Round(record.SpeedKmh / KphPerMph, 2) >= ThresholdMph)
                {
                    Expect("speed", record, place);
                }

                if (_ignition.TryGetValue(vehicleIndex, out var was) && was != record.Ignition)
                {
                    Expect(record.Ignition ? "ignition_on" : "ignition_off", record, place);
                }

                _ignition[vehicleIndex] = record.Ignition;
            }
        }
    }

    /// <summary>A message arrived.</summary>
    public void Arrived(string type, long device, long eventTime, double latitude, double longitude)
    {
        lock (_lock)
        {
            var key = (type, device, eventTime, PlaceOf(latitude, longitude));

            // The message may be faster than the acknowledgement is counted.
            if (!_missing.Remove(key))
            {
                _early.Add(key);
            }

            if (_missing.Count == 0)
            {
                _complete?.TrySetResult();
            }
        }
    }

    /// <summary>Waits until nothing is missing; false where that takes too long.</summary>
    public async Task<bool> WaitAsync(TimeSpan limit, TimeProvider time)
    {
        Task complete;
        lock (_lock)
        {
            if (_missing.Count == 0)
            {
                return true;
            }

            _complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            complete = _complete.Task;
        }

        try
        {
            await complete.WaitAsync(limit, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static long PlaceOf(double latitude, double longitude) =>
        ((long)Math.Round(latitude * 1e7) << 32) ^ (long)Math.Round(longitude * 1e7);

    private void Expect(string type, in RecordInfo record, long place)
    {
        Expected++;
        var key = (type, record.Imei, EventUnits.ToSeconds(record.TimestampMs), place);
        if (!_early.Remove(key))
        {
            _missing.Add(key);
        }
    }
}
