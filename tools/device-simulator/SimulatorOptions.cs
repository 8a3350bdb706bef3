using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using DeviceSimulator.Fleet;
using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator;

/// <summary>The options of the program and how they become <see cref="FleetOptions"/>.</summary>
internal sealed class SimulatorOptions
{
    private readonly Option<EndPoint> _target = new("--target")
    {
        Description = "Where the gateway listens for devices.",
        HelpName = "HOST:PORT",
        Required = true,
        CustomParser = ParseTarget,
    };

    private readonly Option<int> _vehicles = new("--vehicles")
    {
        Description = "Number of vehicles, each with a connection of its own.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<double> _interval = new("--interval")
    {
        Description = "Seconds between two frames of a vehicle; 0 is the same as --flat-out.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<int> _recordsPerFrame = new("--records-per-frame")
    {
        Description = "Records in a frame, 1 to 255.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<double?> _seconds = new("--seconds")
    {
        Description = "Length of the run; without it until Ctrl-C or until --records are delivered.",
    };

    private readonly Option<long> _seed = new("--seed")
    {
        Description = "Decides the routes.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<long> _imeiBase = new("--imei-base")
    {
        Description = "IMEI of the first vehicle, 15 digits; vehicle i has this plus i.",
        DefaultValueFactory = _ => 350_000_000_000_000,
    };

    private readonly Option<double> _startRate = new("--start-rate")
    {
        Description = "Connections opened per second at the start.",
        DefaultValueFactory = _ => 1000,
    };

    private readonly Option<string> _codec = new Option<string>("--codec")
    {
        Description = "Teltonika data codec.",
        DefaultValueFactory = _ => "8e",
    }.AcceptOnlyFromAmong("8", "8e", "16");

    private readonly Option<string> _protocol = new Option<string>("--protocol")
    {
        Description = "Device protocol.",
        DefaultValueFactory = _ => "teltonika",
    }.AcceptOnlyFromAmong([.. DeviceEncoders.Names]);

    private readonly Option<long?> _records = new("--records")
    {
        Description = "Records that each vehicle makes in all; it ends when they are acknowledged.",
    };

    private readonly Option<bool> _flatOut = new("--flat-out")
    {
        Description = "Next frame as soon as the acknowledgement is here.",
    };

    private readonly Option<bool> _preEncoded = new("--pre-encoded")
    {
        Description = "With --flat-out: make frames once and change only times and checksum.",
    };

    private readonly Option<double> _heartbeat = new("--heartbeat")
    {
        Description = "Seconds of silence after which a device sends its ping.",
        DefaultValueFactory = _ => 300,
    };

    private readonly Option<double?> _step = new("--step")
    {
        Description = "Seconds of driving between two records; by default the real time between them.",
    };

    private readonly Option<DateTimeOffset?> _startTime = new("--start-time")
    {
        Description = "Time of the first record (ISO 8601); the next ones follow a step apart, whatever the clock says.",
    };

    private readonly Option<double> _ackTimeout = new("--ack-timeout")
    {
        Description = "Seconds to wait for an answer before connecting anew.",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<double> _backoff = new("--backoff")
    {
        Description = "Seconds before the first reconnect; doubles with each failure.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<double> _backoffMax = new("--backoff-max")
    {
        Description = "The longest wait before a reconnect, seconds.",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<double> _drain = new("--drain")
    {
        Description = "Seconds after the end in which devices may still deliver what they hold.",
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<int> _buffer = new("--buffer")
    {
        Description = "Records a device can hold; while full it does not record.",
        DefaultValueFactory = _ => 4096,
    };

    private readonly Option<int> _loops = new("--loops")
    {
        Description = "Threads.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>No progress on stderr.</summary>
    public Option<bool> Quiet { get; } = new("--quiet") { Description = "No progress on stderr." };

    public RootCommand Build() => new("Simulates a fleet of GPS trackers on the wire.")
    {
        _target, _vehicles, _interval, _recordsPerFrame, _seconds, _seed, _imeiBase, _startRate, _codec, _protocol, _records,
        _flatOut, _preEncoded, _heartbeat, _step, _startTime, _ackTimeout, _backoff, _backoffMax, _drain, _buffer, _loops, Quiet,
    };

    public FleetOptions Read(ParseResult parsed)
    {
        var interval = parsed.GetValue(_interval);
        return new FleetOptions
        {
            Target = parsed.GetRequiredValue(_target),
            Vehicles = parsed.GetValue(_vehicles),
            Interval = Seconds(interval),
            RecordsPerFrame = parsed.GetValue(_recordsPerFrame),
            Duration = Seconds(parsed.GetValue(_seconds)),
            Seed = parsed.GetValue(_seed),
            ImeiBase = parsed.GetValue(_imeiBase),
            StartRate = parsed.GetValue(_startRate),
            Codec = parsed.GetValue(_codec) switch
            {
                "8" => TeltonikaCodec.Codec8,
                "16" => TeltonikaCodec.Codec16,
                _ => TeltonikaCodec.Codec8Extended,
            },
            Protocol = parsed.GetValue(_protocol) ?? "teltonika",
            RecordsPerVehicle = parsed.GetValue(_records),
            FlatOut = parsed.GetValue(_flatOut) || interval == 0,
            PreEncoded = parsed.GetValue(_preEncoded),
            Heartbeat = Seconds(parsed.GetValue(_heartbeat)),
            Step = Seconds(parsed.GetValue(_step)),
            StartTime = parsed.GetValue(_startTime),
            AckTimeout = Seconds(parsed.GetValue(_ackTimeout)),
            BackoffInitial = Seconds(parsed.GetValue(_backoff)),
            BackoffMax = Seconds(parsed.GetValue(_backoffMax)),
            DrainTimeout = Seconds(parsed.GetValue(_drain)),
            BufferedRecords = parsed.GetValue(_buffer),
            EventLoops = parsed.GetValue(_loops),
        };
    }

    // Out of TimeSpan's range becomes its end, which the validation then names with all other faults.
    private static TimeSpan Seconds(double seconds) =>
        double.IsFinite(seconds) && Math.Abs(seconds) < 1e9 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MinValue;

    private static TimeSpan? Seconds(double? seconds) => seconds is { } value ? Seconds(value) : null;

    private static EndPoint? ParseTarget(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var colon = text.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
        {
            var host = text[..colon];
            if (IPAddress.TryParse(host, out var address))
            {
                return new IPEndPoint(address, port);
            }

            if (Uri.CheckHostName(host) == UriHostNameType.Dns)
            {
                return new DnsEndPoint(host, port);
            }
        }

        result.AddError($"--target: '{text}' is not HOST:PORT.");
        return null;
    }
}
