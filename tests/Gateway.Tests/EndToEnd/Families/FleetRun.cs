using DeviceSimulator.Fleet;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>One simulated vehicle of a protocol: what it drove, to be found again in the webhooks.</summary>
internal sealed class FleetRun(TestGateway gateway, string protocol, long imei) : IFleetObserver
{
    /// <summary>Enough for a start and a stop at ten seconds from record to record.</summary>
    public const int Records = 150;

    private readonly List<RecordInfo> _made = [];

    public string DeviceId { get; } = imei.ToString("D15", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>In the order of their times.</summary>
    public IReadOnlyList<RecordInfo> Made => _made;

    public void RecordCreated(in RecordInfo record) => _made.Add(record);

    /// <summary>Drives until every record is acknowledged.</summary>
    public async Task DriveAsync()
    {
        var report = await new DeviceFleet(
            Options() with
            {
                FlatOut = true,
                Step = TimeSpan.FromSeconds(10),
                StartTime = DateTimeOffset.FromUnixTimeSeconds(AvlRecord.Start),
                RecordsPerVehicle = Records,
            },
            this).RunAsync();
        Assert.Equal(
            (protocol, Records, 0, 0, 0), (protocol, report.Acknowledged, report.Refused, report.Reconnects, report.Resent));
    }

    /// <summary>Stands there idle, until the heartbeat has come out.</summary>
    public async Task IdleAsync(Task heartbeat)
    {
        using var end = new CancellationTokenSource();
        var run = new DeviceFleet(
            Options() with
            {
                Interval = TimeSpan.FromDays(1),
                StartTime = DateTimeOffset.FromUnixTimeSeconds(AvlRecord.Start).AddDays(1),
                Heartbeat = TimeSpan.FromMilliseconds(10),
            }).RunAsync(end.Token);
        await heartbeat;
        await end.CancelAsync();
        await run;
    }

    private FleetOptions Options() => new()
    {
        Target = gateway.AddressOf(protocol),
        Protocol = protocol,
        ImeiBase = imei,
        Seed = 3,
        Sack = true,
    };
}
