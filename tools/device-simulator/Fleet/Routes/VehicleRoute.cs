using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator.Fleet.Routes;

/// <summary>
/// One vehicle on the road loop, in virtual time. Pure: seed, index and the steps given decide everything, so two
/// runs see the same drive. It parks, starts, drives the loop with braking at corners, now and then above 65 mph on
/// the freeway, stops inside a landmark, idles, switches off, and so on.
/// </summary>
public sealed class VehicleRoute
{
    /// <summary>The fastest that any vehicle drives, m/s (81 mph).</summary>
    public const double MaxSpeed = RoadLoop.FreewayLimit * 1.25;

    private const double Acceleration = 1.8;
    private const double Braking = 2.2;
    private const double LongestStep = 1.0;
    private const double TemperaturePeriod = 900.0;

    private readonly int _index;
    private readonly float _shiftEast;
    private readonly float _shiftNorth;
    private readonly float _temperatureOffset;
    private SplitMix _random;
    private double _distance;
    private double _speed;
    private double _remaining;
    private double _stop;
    private double _elapsed;
    private double _odometer;
    private float _streetFactor;
    private float _freewayFactor;
    private uint _sequence;
    private byte _segment;
    private bool _lastIgnition;

    public VehicleRoute(long seed, int index)
    {
        _index = index;
        _random = SplitMix.For(seed, index);
        _shiftEast = (float)_random.Next(-12, 12);
        _shiftNorth = (float)_random.Next(-12, 12);
        _temperatureOffset = (float)_random.Next(-1, 1);
        _elapsed = _random.Next(0, TemperaturePeriod);
        _odometer = _random.Next(5_000_000, 200_000_000);
        _distance = _random.Next(0, Road.Length);
        _segment = (byte)Road.SegmentAt(_distance);
        _remaining = _random.Next(5, 25);
    }

    public RoutePhase Phase { get; private set; }

    public bool Ignition => Phase != RoutePhase.Parked;

    /// <summary>Every fourth vehicle (index 0, 4, 8, …) is refrigerated and reports −23 to −13 °C in a slow wave.</summary>
    public static bool IsRefrigerated(int index) => index % 4 == 0;

    private static RoadLoop Road => RoadLoop.Scottsdale;

    /// <summary>Lets <paramref name="seconds"/> of virtual time pass.</summary>
    public void Advance(double seconds)
    {
        while (seconds > 0)
        {
            var step = Math.Min(seconds, LongestStep);
            seconds -= step;
            _elapsed += step;
            if (Phase == RoutePhase.Driving)
            {
                Drive(step);
            }
            else if ((_remaining -= step) <= 0)
            {
                NextPhase();
            }
        }
    }

    /// <summary>What the tracker measures now. Counts the records and notices ignition changes between them.</summary>
    public DeviceRecord Measure(long timestampMs)
    {
        var (east, north) = Road.At(_segment, _distance);
        var point = LocalPlane.ToDegrees(east + _shiftEast, north + _shiftNorth);
        var noise = SplitMix.Mix(((ulong)(uint)_index << 32) | _sequence);
        var ignition = Ignition;
        var changed = _sequence > 0 && ignition != _lastIgnition;
        _lastIgnition = ignition;
        return new DeviceRecord
        {
            TimestampMs = timestampMs,
            Sequence = _sequence++,
            LatitudeE7 = (int)Math.Round(point.Latitude * 1e7),
            LongitudeE7 = (int)Math.Round(point.Longitude * 1e7),
            AltitudeMetres = (short)(400 + (north / 60)),
            CourseDegrees = (ushort)(Math.Round(Road.Course(_segment)) % 360),
            SpeedKmh = (ushort)Math.Round(_speed * 3.6),
            OdometerMetres = (uint)_odometer,
            Satellites = (byte)(9 + (noise & 7)),
            HdopTenths = (byte)(6 + ((noise >> 3) & 7)),
            GsmBars = (byte)(2 + ((noise >> 6) & 3)),
            ExternalMillivolts = (ushort)((ignition ? 13_900u : 12_400u) + ((noise >> 8) & 0xFF)),
            BatteryMillivolts = (ushort)(3_950 + ((noise >> 16) & 0x7F)),
            Ignition = ignition,
            IgnitionChanged = changed,
            Moving = _speed > 0,
            HasTemperature = IsRefrigerated(_index),
            TemperatureTenths = IsRefrigerated(_index) ? Temperature() : (short)0,
            HasDriverReader = DriverKeys.HasReader(_index),
            DriverKey = ignition ? DriverKeys.Of(_index) : 0,
        };
    }

    private short Temperature() =>
        (short)Math.Round(10.0 * (-18.0 + _temperatureOffset + (4.0 * Math.Sin(_elapsed * 2.0 * Math.PI / TemperaturePeriod))));

    private void NextPhase()
    {
        switch (Phase)
        {
            case RoutePhase.Parked:
                Phase = RoutePhase.Starting;
                _remaining = _random.Next(8, 25);
                break;
            case RoutePhase.Starting:
                Phase = RoutePhase.Driving;
                _stop = ChooseStop();
                _streetFactor = (float)_random.Next(0.85, 1.1);
                _freewayFactor = (float)_random.Next(0.9, 1.25);
                break;
            default:
                Phase = RoutePhase.Parked;
                _remaining = _random.Next(30, 120);
                break;
        }
    }

    private double ChooseStop()
    {
        // One or two stops ahead, but never the one it stands at.
        var ahead = _random.NextUnit() < 0.35 ? 2 : 1;
        var stops = Road.Stops;
        var first = 0;
        while (first < stops.Count && stops[first] <= _distance + 300)
        {
            first++;
        }

        return stops[(first + ahead - 1) % stops.Count];
    }

    private void Drive(double seconds)
    {
        _speed = Math.Min(_speed + (Acceleration * seconds), AllowedSpeed(seconds));
        var travel = _speed * seconds;
        var toStop = Ahead(_stop);
        if (travel >= toStop - 0.5)
        {
            travel = toStop;
            _speed = 0;
            Phase = RoutePhase.Idling;
            _remaining = _random.Next(20, 60);
        }

        _odometer += travel;
        _distance += travel;
        while (_distance >= Road.End(_segment))
        {
            if (++_segment == Road.Segments)
            {
                _segment = 0;
                _distance -= Road.Length;
            }
        }
    }

    private double AllowedSpeed(double seconds)
    {
        var factor = RoadLoop.IsFreeway(_segment) ? _freewayFactor : _streetFactor;
        var allowed = Math.Min(RoadLoop.Limit(_segment) * factor, BrakingTo(0, Ahead(_stop), seconds));
        int segment = _segment;
        var distance = Road.End(segment) - _distance;
        for (var i = 0; i < 2; i++)
        {
            var next = (segment + 1) % Road.Segments;
            var limit = RoadLoop.Limit(next) * (RoadLoop.IsFreeway(next) ? _freewayFactor : _streetFactor);
            allowed = Math.Min(allowed, BrakingTo(Math.Min(Road.EndSpeed(segment), limit), distance, seconds));
            distance += Road.End(next) - (next == 0 ? 0 : Road.End(next - 1));
            segment = next;
        }

        return Math.Max(allowed, 0.5);
    }

    private double Ahead(double target)
    {
        var distance = target - _distance;
        return distance < 0 ? distance + Road.Length : distance;
    }

    // The speed at which, after one more step, braking still reaches the wanted speed in time: v² = u² + 2a(s - vt).
    private static double BrakingTo(double speed, double distance, double seconds)
    {
        var step = Braking * seconds;
        return Math.Sqrt((step * step) + (speed * speed) + (2.0 * Braking * distance)) - step;
    }
}
