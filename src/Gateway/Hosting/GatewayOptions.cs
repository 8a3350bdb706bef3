using Gateway.Api;
using Gateway.Audit;
using Gateway.Devices;
using Gateway.Dispatch;
using Gateway.Dispatch.Alerts;
using Gateway.Dispatch.Attempts;
using Gateway.Health;
using Gateway.Mail;
using Gateway.Roads;
using Gateway.Tracing;

namespace Gateway.Hosting;

/// <summary>
/// The options of <c>gateway serve</c> as the user writes them: section <c>Gateway</c> of appsettings.json, environment
/// variables <c>Gateway__Data</c> and so on, and the command line, each overriding the one before.
/// </summary>
public sealed class GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Gateway";

    /// <summary>Everything durable lives here and nowhere else.</summary>
    public string Data { get; set; } = "./data";

    /// <summary>Device listeners, <c>PROTOCOL=HOST:PORT</c> each; none: every protocol on its usual port.</summary>
    public IReadOnlyList<string> Device { get; set; } = [];

    /// <summary>API, health, metrics, web pages: <c>HOST:PORT</c>.</summary>
    public string Http { get; set; } = "127.0.0.1:8080";

    /// <summary>Address ranges (CIDR) to which webhooks may go although they are private.</summary>
    public IReadOnlyList<string> AllowReceivers { get; set; } = [];

    /// <summary>What an unknown device gets: <c>reject</c> or <c>register</c>.</summary>
    public string UnknownDevices { get; set; } = "reject";

    /// <summary>
    /// Partitions of a new data folder, 1 to 256; 0 takes as many as the machine has cores. Fixed when the folder is
    /// made: later values are ignored.
    /// </summary>
    public int Partitions { get; set; }

    /// <summary>Time between two checkpoints of the vehicles' states. 1 s to 1 h; default 30 s.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How far back a report that comes late still changes trips, idles, visits and edges; older ones give their own
    /// messages only. 0 to 7 days; default 24 h.
    /// </summary>
    public TimeSpan LateWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Below so many free bytes on the data folder's disk nothing more is acknowledged, until there is room again.
    /// 0 to 1 TiB; default 256 MiB.
    /// </summary>
    public long MinFreeBytes { get; set; } = 256L << 20;

    /// <summary>Most bytes of a file of roads that is imported. 1 KiB to 1 TiB; default 1 GiB.</summary>
    public long MaxRoadImportBytes { get; set; } = RoadOptions.DefaultMaxImportBytes;

    /// <summary>Limits on device connections.</summary>
    public DeviceOptions Devices { get; set; } = new();

    /// <summary>Traces; off while no endpoint is set.</summary>
    public OtlpOptions Otlp { get; set; } = new();

    /// <summary>Limits of the HTTP API.</summary>
    public ApiOptions Api { get; set; } = new();

    /// <summary>How long the audit log is kept.</summary>
    public AuditOptions Audit { get; set; } = new();

    /// <summary>The dispatcher.</summary>
    public DispatchOptions Dispatch { get; set; } = new();

    /// <summary>The attempt log.</summary>
    public AttemptOptions Attempts { get; set; } = new();

    /// <summary>When a webhook counts as failing, and when it is disabled.</summary>
    public AlertOptions Alerts { get; set; } = new();

    /// <summary>The mail server.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>From when on a part counts as degraded.</summary>
    public HealthOptions Health { get; set; } = new();
}
