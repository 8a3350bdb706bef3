using System.Diagnostics.Metrics;
using Gateway.Protocol.Sessions;

namespace Gateway.Devices;

/// <summary>What the device listeners count. Tags are protocols, faults and reasons only: bounded.</summary>
public sealed class DeviceMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Gateway.Devices";

    private readonly UpDownCounter<int> _connections;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _logins;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _reports;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _checksumTaken;
    private readonly Histogram<double> _acknowledge;

    public DeviceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _connections = meter.CreateUpDownCounter<int>("gateway.device.connections", "{connection}", "Open device connections.");
        _closed = meter.CreateCounter<long>("gateway.device.closed", "{connection}", "Device connections that ended, by reason.");
        _logins = meter.CreateCounter<long>("gateway.device.logins", "{login}", "Logins, by result.");
        _frames = meter.CreateCounter<long>("gateway.device.frames", "{frame}", "Whole frames that were taken.");
        _refused = meter.CreateCounter<long>("gateway.device.frames.refused", "{frame}", "Frames refused, by reason.");
        _reports = meter.CreateCounter<long>("gateway.device.reports", "{report}", "Reports handed to the journal.");
        _bytes = meter.CreateCounter<long>("gateway.device.received", "By", "Bytes received from devices.");
        _checksumTaken = meter.CreateCounter<long>(
            "gateway.device.checksum_faults_taken", "{frame}", "Frames with a wrong checksum taken under the lenient policy.");
        _acknowledge = meter.CreateHistogram(
            "gateway.device.acknowledge.duration",
            "s",
            "From the read of a frame to its acknowledgement, commit included.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
            });
    }

    public void Opened(string protocol) => _connections.Add(1, new KeyValuePair<string, object?>("protocol", protocol));

    public void Closed(string protocol, CloseReason reason, bool wasCounted)
    {
        if (wasCounted)
        {
            _connections.Add(-1, new KeyValuePair<string, object?>("protocol", protocol));
        }

        _closed.Add(1, new("protocol", protocol), new("reason", NameOf(reason)));
    }

    public void Login(string protocol, string result) => _logins.Add(1, new("protocol", protocol), new("result", result));

    public void Frame(string protocol) => _frames.Add(1, new KeyValuePair<string, object?>("protocol", protocol));

    public void Reports(string protocol, int count) =>
        _reports.Add(count, new KeyValuePair<string, object?>("protocol", protocol));

    public void Refused(string protocol, FrameFault fault) =>
        _refused.Add(1, new("protocol", protocol), new("reason", NameOf(fault)));

    public void Received(string protocol, long bytes) =>
        _bytes.Add(bytes, new KeyValuePair<string, object?>("protocol", protocol));

    public void ChecksumTaken(string protocol, int count) =>
        _checksumTaken.Add(count, new KeyValuePair<string, object?>("protocol", protocol));

    public void Acknowledged(double seconds) => _acknowledge.Record(seconds);

    private static string NameOf(CloseReason reason) => reason switch
    {
        CloseReason.ByDevice => "by_device",
        CloseReason.Stopping => "stopping",
        CloseReason.LoginTimeout => "login_timeout",
        CloseReason.IdleTimeout => "idle_timeout",
        CloseReason.FrameTimeout => "frame_timeout",
        CloseReason.UnknownDevice => "unknown_device",
        CloseReason.Replaced => "replaced",
        CloseReason.BadFrames => "bad_frames",
        CloseReason.ConnectionCap => "connection_cap",
        CloseReason.JournalUnavailable => "journal_unavailable",
        _ => "error",
    };

    private static string NameOf(FrameFault fault) => fault switch
    {
        FrameFault.Length => "length",
        FrameFault.Checksum => "checksum",
        FrameFault.RecordCount => "record_count",
        FrameFault.Body => "body",
        FrameFault.UnknownType => "unknown_type",
        FrameFault.Garbage => "garbage",
        FrameFault.Login => "login",
        FrameFault.NotLoggedIn => "not_logged_in",
        FrameFault.TooManyReports => "too_many_reports",
        _ => "other",
    };
}
