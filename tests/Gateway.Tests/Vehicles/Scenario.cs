using System.Globalization;
using System.Text.Json;
using Gateway.Configuration.Drivers;
using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;
using Gateway.Vehicles.Timelines;

namespace Gateway.Tests.Vehicles;

/// <summary>
/// A scene in text. Above the line <c>expect</c>: <c>start TIME</c> (ISO 8601 with offset), <c>landmark ID NAME EAST NORTH
/// RADIUS</c>, <c>driver ID CREDENTIAL</c>, <c>range LOW HIGH</c>, <c>arrival newest-first</c>, and reports:
/// <c>+H:MM:SS EAST NORTH inputs…</c> with the time since (or <c>-</c>: before) the start, the place in metres from (0.1, 10.0), where 1000 m
/// are 0.009 degrees, <c>- -</c> for no fix, and inputs <c>on</c>, <c>off</c>, <c>NNkm/h</c>, <c>key=…</c>, <c>NN°C</c>,
/// <c>hdop=…</c>, <c>odo=…</c>; <c>repeat N STEP</c> before a report repeats it at steps of time; <c>jitter SEED SIGMA</c>
/// adds noise with one outlier of 50 to 80 m in forty to all fixes after it; <c>assign DRIVER</c> is the API's word;
/// <c>silence</c> is an hour without data. A place may also be <c>@LATITUDE LONGITUDE</c> in degrees; <c>confirm N</c> is the
/// account's <c>confirm_fixes</c>.
/// Below: what a receiver believes in the end, one a line, in the order of time; or <c>count TEXT N</c>, <c>at most</c>.
/// </summary>
internal sealed class Scenario
{
    private const double DegreesPerMeter = 0.009 / 1000;

    private readonly List<(long Ms, DeviceReport? Report, long Driver)> _steps = [];
    private readonly List<(long Id, double Latitude, double Longitude, double Meters)> _landmarks = [];
    private readonly Dictionary<long, string> _names = [];
    private readonly List<Driver> _drivers = [];
    private readonly List<string> _counts = [];
    private DateTimeOffset _start;
    private (double Low, double High)? _range;
    private bool _newestFirst;
    private Random? _noise;
    private double _sigma;
    private (int Count, long StepMs) _repeat = (1, 0);
    private MotionSettings _settings = MotionSettings.Default;

    /// <summary>What is to come of it.</summary>
    public List<string> Expected { get; } = [];

    public static Scenario Read(string file)
    {
        var scenario = new Scenario();
        var expects = false;
        foreach (var line in File.ReadLines(file).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0))
        {
            if (line == "expect")
            {
                expects = true;
            }
            else if (!expects)
            {
                scenario.Take(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
            else
            {
                if (line.StartsWith("count ", StringComparison.Ordinal))
                {
                    scenario._counts.Add(line.Split(' ')[1]);
                }

                scenario.Expected.Add(string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            }
        }

        return scenario;
    }

    /// <summary>Sends all of it; what a receiver then believes.</summary>
    public List<string> Play()
    {
        using var bench = new ProcessorBench
        {
            Webhooks = ProcessorBench.Listening(
                EventType.LandmarkChange, EventType.IgnitionOn, EventType.IgnitionOff, EventType.TripComplete, EventType.Idle,
                EventType.DriverAssignment, EventType.Temperature),
            Landmarks = ProcessorBench.Circles(_landmarks),
            Drivers = DriverSnapshot.Empty.With(_drivers),
            Motion = new OneForAll(_settings),
        };
        if (_range is { } range)
        {
            bench.Webhooks = ProcessorBench.InRange(bench.Webhooks, range.Low, range.High);
        }

        var received = _start.ToUnixTimeMilliseconds() + (3 * 86_400_000L);
        var events = new Dictionary<string, (int Revision, JsonElement Data, EventType Type)>();
        foreach (var (ms, report, driver) in _newestFirst ? _steps.AsEnumerable().Reverse() : _steps)
        {
            if (report is not null)
            {
                bench.Process(report, received);
            }
            else if (driver >= 0)
            {
                bench.Assign(driver, ms, received);
            }
            else
            {
                bench.Silence();
            }

            foreach (var (type, data) in bench.Take())
            {
                Keep(events, type, data);
            }
        }

        bench.SettleNow(received);
        foreach (var (type, data) in bench.Take())
        {
            Keep(events, type, data);
        }

        var believed = events.Values
            .Where(message => !(message.Data.TryGetProperty("void", out var gone) && gone.GetBoolean()))
            .OrderBy(message => message.Data.GetProperty("event_time").GetInt64())
            .Select(message => Say(message.Type, message.Data))
            .ToList();
        return _counts.Count == 0
            ? believed
            : [.. _counts.Select(what => string.Create(
                CultureInfo.InvariantCulture, $"count {what} {believed.Count(line => line.Contains(what, StringComparison.Ordinal))}"))];
    }

    private static void Keep(
        Dictionary<string, (int Revision, JsonElement Data, EventType Type)> events, EventType type, JsonElement data)
    {
        var id = type switch
        {
            EventType.Idle => "idle_id",
            EventType.TripComplete => "trip_id",
            EventType.DriverAssignment => "assignment_id",
            EventType.IgnitionOn or EventType.IgnitionOff => "edge_id",
            EventType.LandmarkEnter or EventType.LandmarkLeave => "visit_id",
            _ => "event_id",
        };
        var revision = data.TryGetProperty("revision", out var number) ? number.GetInt32() : 0;
        var key = type is EventType.LandmarkEnter or EventType.LandmarkLeave ? $"{type}" : "";
        key += data.GetProperty(id).GetString();
        if (!events.TryGetValue(key, out var known) || revision >= known.Revision)
        {
            events[key] = (revision, data, type);
        }
    }

    private string Say(EventType type, JsonElement data)
    {
        var time = Time(data.GetProperty("event_time"));
        var landmark = data.GetProperty("landmark_id") is { ValueKind: JsonValueKind.Number } id ? _names[id.GetInt64()] : "nowhere";
        return type switch
        {
            EventType.LandmarkEnter => $"{time} enter {landmark} {data.GetProperty("detection")}",
            EventType.LandmarkLeave => $"{time} leave {landmark} {data.GetProperty("detection")} after {data.GetProperty("dwell_s")} s",
            EventType.TripComplete => string.Create(
                CultureInfo.InvariantCulture,
                $"{time} trip since {Time(data.GetProperty("start_time"))} {data.GetProperty("distance_mi").GetDouble() * 1.609344:0.0} km by {data.GetProperty("distance_source")} {data.GetProperty("end_reason")}{(data.GetProperty("driver_changed").GetBoolean() ? " driver changed" : "")}"),
            EventType.Idle => $"{time} idle {data.GetProperty("phase")} {data.GetProperty("duration_s")} s",
            EventType.DriverAssignment =>
                $"{Time(data.GetProperty("start_time"))} driver {data.GetProperty("driver_id")} by {data.GetProperty("method")} until {Time(data.GetProperty("end_time"))}",
            EventType.Temperature => $"{time} temperature {data.GetProperty("temperature_c")} {data.GetProperty("state")}",
            _ => $"{time} {(type == EventType.IgnitionOn ? "on" : "off")}",
        };
    }

    private string Time(JsonElement seconds) => seconds.ValueKind == JsonValueKind.Null
        ? "now"
        : TimeSpan.FromSeconds(seconds.GetInt64() - _start.ToUnixTimeSeconds()) is var since
            ? string.Create(CultureInfo.InvariantCulture, $"+{(int)since.TotalHours}:{since.Minutes:00}:{since.Seconds:00}")
            : "";

    private void Take(string[] words)
    {
        switch (words[0])
        {
            case "start":
                _start = DateTimeOffset.Parse(words[1], CultureInfo.InvariantCulture);
                break;
            case "landmark":
                var (latitude, longitude) = Place(words[3], words[4]);
                _landmarks.Add((long.Parse(words[1], CultureInfo.InvariantCulture), latitude, longitude, Number(words[5])));
                _names[_landmarks[^1].Id] = words[2];
                break;
            case "driver":
                _drivers.Add(new Driver(long.Parse(words[1], CultureInfo.InvariantCulture), 1, "D", words[1], words[2], 0));
                break;
            case "range":
                _range = (Number(words[1]), Number(words[2]));
                break;
            case "arrival":
                _newestFirst = true;
                break;
            case "confirm":
                _settings = _settings with { ConfirmFixes = int.Parse(words[1], CultureInfo.InvariantCulture) };
                break;
            case "jitter":
                _noise = new Random(int.Parse(words[1], CultureInfo.InvariantCulture));
                _sigma = Number(words[2]);
                break;
            case "repeat":
                _repeat = (int.Parse(words[1], CultureInfo.InvariantCulture), Milliseconds(words[2]));
                break;
            default:
                for (var i = 0; i < _repeat.Count; i++)
                {
                    Add(words, At(words[0]) + (i * _repeat.StepMs));
                }

                _repeat = (1, 0);
                break;
        }
    }

    private void Add(string[] words, long ms)
    {
        if (words[1] is "silence" or "assign")
        {
            _steps.Add((ms, null, words[1] == "assign" ? long.Parse(words[2], CultureInfo.InvariantCulture) : -1));
            return;
        }

        var report = new DeviceReport { DeviceTimeMs = ms, HasFix = words[1] != "-", Hdop = 1 };
        if (report.HasFix)
        {
            var (east, north) = Noise();
            (report.Latitude, report.Longitude) = Place(words[1], words[2]);
            report.Latitude += north * DegreesPerMeter;
            report.Longitude += east * DegreesPerMeter;
        }

        foreach (var word in words[3..])
        {
            switch (word.Split('='))
            {
                case ["on"] or ["off"]:
                    report.Ignition = word == "on";
                    break;
                case ["key", var key]:
                    report.DriverReported = true;
                    report.Driver.TrySet(System.Text.Encoding.ASCII.GetBytes(key));
                    break;
                case ["hdop", var hdop]:
                    report.Hdop = Number(hdop);
                    break;
                case ["odo", var odometer]:
                    report.OdometerMeters = Number(odometer);
                    break;
                default:
                    if (word.EndsWith("km/h", StringComparison.Ordinal))
                    {
                        report.SpeedKph = Number(word[..^4]);
                    }
                    else
                    {
                        Assert.EndsWith("°C", word, StringComparison.Ordinal);
                        report.TryAddReading(new SensorReading(1, SensorKind.Temperature, Number(word[..^2])));
                    }

                    break;
            }
        }

        _steps.Add((ms, report, -1));
    }

    private (double East, double North) Noise()
    {
        if (_noise is null)
        {
            return default;
        }

        var angle = _noise.NextDouble() * Math.Tau;
        var meters = _noise.Next(40) == 0
            ? 50 + (_noise.NextDouble() * 30)
            : _sigma * Math.Sqrt(-2 * Math.Log(1 - _noise.NextDouble()));
        return (meters * Math.Cos(angle), meters * Math.Sin(angle));
    }

    private long At(string offset) => _start.ToUnixTimeMilliseconds()
        + (offset[0] == '-' ? -Milliseconds(offset[1..]) : Milliseconds(offset.TrimStart('+')));

    private static long Milliseconds(string offset)
    {
        var parts = offset.Split(':').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return ((((parts[0] * 60) + parts[1]) * 60) + parts[2]) * 1000;
    }

    private static (double Latitude, double Longitude) Place(string first, string second) => first[0] == '@'
        ? (Number(first[1..]), Number(second))
        : (0.1 + (Number(second) * DegreesPerMeter), 10 + (Number(first) * DegreesPerMeter));

    private sealed class OneForAll(MotionSettings settings) : IMotionSettings
    {
        public MotionSettings Of(long accountId, long receivedMs) => settings;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
