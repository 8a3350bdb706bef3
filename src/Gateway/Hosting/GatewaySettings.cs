using System.Net;
using Gateway.Api;
using Gateway.Audit;
using Gateway.Devices;
using Gateway.Dispatch;
using Gateway.Dispatch.Alerts;
using Gateway.Dispatch.Attempts;
using Gateway.Health;
using Gateway.Mail;
using Gateway.Protocol.Sessions;
using Gateway.Roads;
using Gateway.Tracing;

namespace Gateway.Hosting;

/// <summary>The options after validation, in the types that the program works with.</summary>
public sealed record GatewaySettings
{
    /// <summary>The data folder, absolute.</summary>
    public required string DataFolder { get; init; }

    public required IReadOnlyList<DeviceEndpoint> DeviceEndpoints { get; init; }

    public required ListenAddress Http { get; init; }

    public required bool RegisterUnknownDevices { get; init; }

    /// <summary>Partitions of a new data folder.</summary>
    public required int Partitions { get; init; }

    public required TimeSpan CheckpointInterval { get; init; }

    public required TimeSpan LateWindow { get; init; }

    public required long MinFreeBytes { get; init; }

    /// <summary>Most bytes of an import of roads.</summary>
    public long MaxRoadImportBytes { get; init; } = RoadOptions.DefaultMaxImportBytes;

    public required DeviceOptions Devices { get; init; }

    public required OtlpOptions Otlp { get; init; }

    public required ApiOptions Api { get; init; }

    public required AuditOptions Audit { get; init; }

    public required DispatchOptions Dispatch { get; init; }

    public required AttemptOptions Attempts { get; init; }

    public required AlertOptions Alerts { get; init; }

    public required SmtpOptions Smtp { get; init; }

    public required HealthOptions Health { get; init; }

    /// <summary>
    /// Checks all options; the settings are null where there is any fault, and the list then names every one.
    /// </summary>
    public static (GatewaySettings? Settings, IReadOnlyList<string> Faults) Validate(
        GatewayOptions options, ProtocolRegistry protocols)
    {
        var faults = new List<string>();

        // A null in appsettings.json arrives here as null: sections and lists are then the default ones.
        options.Device ??= [];
        options.AllowReceivers ??= [];
        options.Devices ??= new DeviceOptions();
        options.Otlp ??= new OtlpOptions();
        options.Api ??= new ApiOptions();
        options.Audit ??= new AuditOptions();
        options.Dispatch ??= new DispatchOptions();
        options.Attempts ??= new AttemptOptions();
        options.Alerts ??= new AlertOptions();
        options.Smtp ??= new SmtpOptions();
        options.Health ??= new HealthOptions();
        if (string.IsNullOrWhiteSpace(options.Data))
        {
            faults.Add("--data: a folder is needed.");
        }

        var endpoints = ReadEndpoints(options, protocols, faults);
        if (!ListenAddress.TryParse(options.Http ?? "", out var http, out var httpError))
        {
            faults.Add($"--http: {httpError}");
        }

        var register = options.UnknownDevices switch
        {
            "register" => true,
            "reject" => false,
            _ => Fault(faults, $"--unknown-devices: '{options.UnknownDevices}' is neither reject nor register."),
        };
        if (options.Partitions is < 0 or > 256)
        {
            faults.Add("Gateway:Partitions must be 0 to 256.");
        }

        if (options.CheckpointInterval < TimeSpan.FromSeconds(1) || options.CheckpointInterval > TimeSpan.FromHours(1))
        {
            faults.Add("Gateway:CheckpointInterval must be 1 second to 1 hour.");
        }

        if (options.LateWindow < TimeSpan.Zero || options.LateWindow > TimeSpan.FromDays(7))
        {
            faults.Add("Gateway:LateWindow must be 0 to 7 days.");
        }

        if (options.MinFreeBytes is < 0 or > 1L << 40)
        {
            faults.Add("Gateway:MinFreeBytes must be 0 to 1 TiB.");
        }

        if (options.MaxRoadImportBytes is < 1 << 10 or > 1L << 40)
        {
            faults.Add("Gateway:MaxRoadImportBytes must be 1 KiB to 1 TiB.");
        }

        faults.AddRange(options.Devices.Validate());
        faults.AddRange(options.Otlp.Validate());
        faults.AddRange(options.Api.Validate());
        faults.AddRange(options.Audit.Validate());
        options.Api.LateWindow = options.LateWindow;
        faults.AddRange(options.Attempts.Validate());
        faults.AddRange(options.Alerts.Validate());
        faults.AddRange(options.Smtp.Validate());
        faults.AddRange(options.Health.Validate(options.MinFreeBytes));
        options.Dispatch.AllowedReceivers = ReadReceivers(options, faults);
        var dispatch = new DispatchOptionsValidator().Validate(null, options.Dispatch);
        faults.AddRange(dispatch.Failures ?? []);
        if (faults.Count > 0)
        {
            return (null, faults);
        }

        return (new GatewaySettings
        {
            DataFolder = Path.GetFullPath(options.Data),
            DeviceEndpoints = endpoints,
            Http = http!,
            RegisterUnknownDevices = register,
            Partitions = options.Partitions == 0 ? Environment.ProcessorCount : options.Partitions,
            CheckpointInterval = options.CheckpointInterval,
            LateWindow = options.LateWindow,
            MinFreeBytes = options.MinFreeBytes,
            MaxRoadImportBytes = options.MaxRoadImportBytes,
            Devices = options.Devices,
            Otlp = options.Otlp,
            Api = options.Api,
            Audit = options.Audit,
            Dispatch = options.Dispatch,
            Attempts = options.Attempts,
            Alerts = options.Alerts,
            Smtp = options.Smtp,
            Health = options.Health,
        }, faults);
    }

    private static bool Fault(List<string> faults, string fault)
    {
        faults.Add(fault);
        return false;
    }

    private static List<DeviceEndpoint> ReadEndpoints(
        GatewayOptions options, ProtocolRegistry protocols, List<string> faults)
    {
        if (options.Device.Count == 0)
        {
            return [.. protocols.All.Select(
                protocol => new DeviceEndpoint(protocol, new ListenAddress(null, protocol.DefaultPort), new ProtocolOptions()))];
        }

        var endpoints = new List<DeviceEndpoint>();
        foreach (var text in options.Device)
        {
            if (!DeviceEndpoint.TryParse(text, protocols, out var endpoint, out var error))
            {
                faults.Add($"--device: {error}");
            }
            else if (endpoint.Address.Port != 0 && endpoints.Exists(other => other.Address == endpoint.Address))
            {
                faults.Add($"--device: {endpoint.Address} is given twice.");
            }
            else
            {
                endpoints.Add(endpoint);
            }
        }

        return endpoints;
    }

    private static List<IPNetwork> ReadReceivers(GatewayOptions options, List<string> faults)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in options.AllowReceivers)
        {
            if (ReceiverRange.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                faults.Add($"--allow-receivers: '{text}' is not an address range such as 10.0.0.0/8.");
            }
        }

        return networks;
    }
}
