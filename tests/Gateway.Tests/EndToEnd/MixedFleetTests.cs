using Gateway.Tests.EndToEnd.Families;

namespace Gateway.Tests.EndToEnd;

/// <summary>
/// Trackers of nine makers in one yard. What a family can't say: Meitrack frames do not tell the ignition (which input is wired
/// to it depends on the model), Galileosky has no heartbeat (its packets hold records), Suntech never gets an answer.
/// </summary>
public sealed class MixedFleetTests
{
    private static readonly string[] Types = ["location", "heartbeat", "ignition_on", "ignition_off", "temperature"];

    [Fact]
    public async Task Nine_families_are_heard_on_nine_ports()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await StartAsync(OwnPorts());
        await ListenAsync(gateway, receiver);
        var families = Family.All.Where(family => family is not SimulatedFamily).ToArray();
        var fleets = Family.All.OfType<SimulatedFamily>()
            .Select((family, index) => new FleetRun(gateway, family.Name, 350_000_000_000_201 + index)).ToArray();
        await AddVehiclesAsync(gateway, [.. families.Select(family => family.DeviceId), .. fleets.Select(fleet => fleet.DeviceId)]);

        await Task.WhenAll(
        [
            .. families.Select(family => DriveAsync(gateway.AddressOf(family.Name), family)),
            .. fleets.Select(fleet => fleet.DriveAsync()),
        ]);
        await Task.WhenAll(fleets.Select(fleet => fleet.IdleAsync(
            receiver.ReceivedAsync("heartbeat", message => message.Text("device_id") == fleet.DeviceId))));

        foreach (var family in families)
        {
            await AssertHeardAsync(gateway, receiver, family);
        }

        foreach (var fleet in fleets)
        {
            await AssertHeardAsync(gateway, receiver, fleet);
        }
    }

    [Fact]
    public async Task Nine_families_are_heard_on_one_port()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await StartAsync(["auto=127.0.0.1:0,ack=all"]);
        await ListenAsync(gateway, receiver);
        await AddVehiclesAsync(gateway, [.. Family.All.Select(family => family.DeviceId)]);

        await Task.WhenAll(Family.All.Select(family => DriveAsync(gateway.AddressOf("auto"), family)));

        foreach (var family in Family.All)
        {
            await AssertHeardAsync(gateway, receiver, family);
            Assert.Equal(
                (family.Name, 3 + (family.Heartbeat is null ? 0 : 1)),
                (family.Name, gateway.Counters.Sum("gateway.device.reports", $"protocol={family.Name}")));
        }
    }

    [Fact]
    public async Task A_frame_that_comes_byte_by_byte_is_a_frame()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await StartAsync([.. OwnPorts(), "auto=127.0.0.1:0,ack=all"]);
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        await AddVehiclesAsync(gateway, [.. Family.All.Select(family => family.DeviceId)]);

        foreach (var family in Family.All)
        {
            foreach (var (address, moment) in new[]
            {
                (gateway.AddressOf(family.Name), Moment.StartAndStop[0]), (gateway.AddressOf("auto"), Moment.StartAndStop[1]),
            })
            {
                await using var device = await FamilyConnection.OpenAsync(address, family, inPieces: true);
                await device.SendAsync(family.Report(moment), inPieces: true);
                await receiver.ReceivedAsync("location", message => Is(message, family.DeviceId, moment.Time));
            }
        }
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused_and_counted_and_the_next_frame_taken()
    {
        await using var gateway = await StartAsync(OwnPorts());
        await AddVehiclesAsync(gateway, [.. Family.All.Select(family => family.DeviceId)]);
        foreach (var family in Family.All)
        {
            await using var device = await FamilyConnection.OpenAsync(gateway.AddressOf(family.Name), family);
            await device.SendAsync(family.Damaged(Moment.StartAndStop[0]));
            await gateway.Counters.ReachAsync(1, "gateway.device.frames.refused", $"protocol={family.Name}", "reason=checksum");
            Assert.Equal(0, gateway.Counters.Sum("gateway.device.reports", $"protocol={family.Name}"));

            await device.SendAsync(family.Report(Moment.StartAndStop[0]));
            await gateway.Counters.ReachAsync(1, "gateway.device.reports", $"protocol={family.Name}");
        }

        var page = await gateway.Api.GetStringAsync("/metrics");
        foreach (var family in Family.All)
        {
            Assert.Contains(page.Split('\n'), line => line.StartsWith("gateway_device_frames_refused_total{", StringComparison.Ordinal)
                && line.Contains($"protocol=\"{family.Name}\"", StringComparison.Ordinal)
                && line.Contains("reason=\"checksum\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Half_a_frame_and_bytes_that_are_no_frame_are_counted_for_every_family()
    {
        await using var gateway = await StartAsync(OwnPorts());
        await AddVehiclesAsync(gateway, [.. Family.All.Select(family => family.DeviceId)]);
        foreach (var family in Family.All)
        {
            await using (var device = await TrackerConnection.OpenAsync(gateway.AddressOf(family.Name)))
            {
                await device.WriteAsync([.. family.Login?.Frame ?? [], .. family.Stored(Moment.StartAndStop[0]).Frame[..^5]]);
            }

            await gateway.Counters.ReachAsync(1, "gateway.device.frames.refused", $"protocol={family.Name}", "reason=length");

            await using (var device = await TrackerConnection.OpenAsync(gateway.AddressOf(family.Name)))
            {
                await device.WriteAsync([.. Enumerable.Repeat((byte)0xFE, 80)]);
            }

            // Garbage; an impossible length where a frame begins with one.
            await gateway.Counters.ReachAsync(2, "gateway.device.frames.refused", $"protocol={family.Name}");
        }

        Assert.Equal(0, gateway.Counters.Sum("gateway.device.reports"));
    }

    [Fact]
    public async Task A_wrong_checksum_is_taken_and_counted_where_the_listener_is_lenient()
    {
        await using var gateway = await StartAsync([.. OwnPorts().Select(port => port + ",checksum=lenient")]);
        await AddVehiclesAsync(gateway, [.. Family.All.Select(family => family.DeviceId)]);
        foreach (var family in Family.All)
        {
            await using var device = await FamilyConnection.OpenAsync(gateway.AddressOf(family.Name), family);
            await device.WriteAsync(family.Damaged(Moment.StartAndStop[0]).Frame);
            await gateway.Counters.ReachAsync(1, "gateway.device.reports", $"protocol={family.Name}");
            await gateway.Counters.ReachAsync(1, "gateway.device.checksum_faults_taken", $"protocol={family.Name}");
        }

        Assert.Equal(0, gateway.Counters.Sum("gateway.device.frames.refused"));
    }

    [Fact]
    public async Task An_unknown_device_gets_its_protocols_refusal_and_nothing_is_kept()
    {
        await using var gateway = await StartAsync(OwnPorts());
        foreach (var family in Family.All)
        {
            await using var device = await TrackerConnection.OpenAsync(gateway.AddressOf(family.Name));
            await device.WriteAsync([.. family.Login?.Frame ?? [], .. family.Stored(Moment.StartAndStop[0]).Frame]);

            Assert.Equal(
                $"{family.Name} {Convert.ToHexString(family.Refusal)}",
                $"{family.Name} {Convert.ToHexString(await device.ReadToEndAsync())}");
            await gateway.Counters.ReachAsync(1, "gateway.device.closed", $"protocol={family.Name}", "reason=unknown_device");
        }

        Assert.Equal(0, gateway.Counters.Sum("gateway.device.reports"));
        Assert.Empty((await Hosts.HttpExtensions.ReadAsync(gateway.Api, "/v1/vehicles"))["data"]!.AsArray());
    }

    [Theory]
    [InlineData("jt808")]
    [InlineData("queclink")]
    [InlineData("meitrack")]
    [InlineData("ruptela")]
    [InlineData("suntech")]
    public async Task One_connection_may_carry_the_frames_of_several_devices(string name)
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await StartAsync(OwnPorts());
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        Family[] devices = [Family.Of(name), Family.Of(name, 500)];
        await AddVehiclesAsync(gateway, [.. devices.Select(device => device.DeviceId)]);
        await using var retranslator = await FamilyConnection.OpenAsync(gateway.AddressOf(name), devices[0]);
        foreach (var moment in Moment.StartAndStop)
        {
            foreach (var device in devices)
            {
                await retranslator.SendAsync(device.Report(moment));
            }
        }

        foreach (var device in devices)
        {
            await receiver.ReceivedAsync("location", message => Is(message, device.DeviceId, Moment.StartAndStop[^1].Time));
        }

        await gateway.DrainedAsync();
        foreach (var device in devices)
        {
            Assert.Equal(
                Moment.StartAndStop.Select(moment => moment.Time), Of(receiver, "location", device.DeviceId).Select(m => m.EventTime));
        }
    }

    private static string[] OwnPorts() => [.. Family.All.Select(family => $"{family.Name}=127.0.0.1:0{family.ListenerOptions}")];

    private static Task<TestGateway> StartAsync(string[] listeners) =>
        TestGateway.StartAsync(configure: options => options.Device = [.. listeners]);

    private static async Task ListenAsync(TestGateway gateway, HookReceiver receiver)
    {
        foreach (var type in Types)
        {
            await gateway.AddWebhookAsync(type, receiver.Url(type));
        }
    }

    private static async Task AddVehiclesAsync(TestGateway gateway, params IReadOnlyList<string> devices)
    {
        foreach (var device in devices)
        {
            await gateway.AddVehicleAsync(device);
        }
    }

    private static async Task DriveAsync(System.Net.IPEndPoint address, Family family)
    {
        await using var device = await FamilyConnection.OpenAsync(address, family);
        foreach (var moment in Moment.StartAndStop)
        {
            await device.SendAsync(family.Report(moment));
        }

        if (family.Heartbeat is { } heartbeat)
        {
            await device.SendAsync(heartbeat);
        }
    }

    private static async Task AssertHeardAsync(TestGateway gateway, HookReceiver receiver, Family family)
    {
        await receiver.ReceivedAsync("location", message => Is(message, family.DeviceId, Moment.StartAndStop[^1].Time));
        await receiver.ReceivedAsync("temperature", message => Is(message, family.DeviceId, Moment.StartAndStop[^1].Time));
        if (family.Heartbeat is not null)
        {
            await receiver.ReceivedAsync("heartbeat", message => message.Text("device_id") == family.DeviceId);
        }

        await gateway.DrainedAsync();
        var places = Of(receiver, "location", family.DeviceId);
        Assert.Equal(Moment.StartAndStop.Length, places.Count);
        foreach (var (moment, place) in Moment.StartAndStop.Zip(places))
        {
            Assert.Equal((family.Name, moment.Time), (family.Name, place.EventTime));
            Assert.Equal(moment.Latitude, place.Number("latitude"), 1e-5);
            Assert.Equal(moment.Longitude, place.Number("longitude"), 1e-5);
        }

        Assert.Equal(
            Moment.StartAndStop.Select(moment => (family.Name, (double)moment.Celsius)),
            Of(receiver, "temperature", family.DeviceId).Select(message => (family.Name, message.Number("temperature_c"))));
        Assert.Equal(
            family.TellsIgnition ? [(family.Name, Moment.StartAndStop[1].Time)] : [],
            Of(receiver, "ignition_on", family.DeviceId).Select(message => (family.Name, message.EventTime)));
        Assert.Equal(
            family.TellsIgnition ? [(family.Name, Moment.StartAndStop[2].Time)] : [],
            Of(receiver, "ignition_off", family.DeviceId).Select(message => (family.Name, message.EventTime)));
        Assert.Equal(
            (family.Name, family.Heartbeat is null ? 0 : 1), (family.Name, Of(receiver, "heartbeat", family.DeviceId).Count));
    }

    private static async Task AssertHeardAsync(TestGateway gateway, HookReceiver receiver, FleetRun fleet)
    {
        var made = fleet.Made;
        await receiver.ReceivedAsync("location", message => Is(message, fleet.DeviceId, made[^1].TimestampMs / 1000));
        await gateway.DrainedAsync();
        var end = made[^1].TimestampMs / 1000;
        var places = Of(receiver, "location", fleet.DeviceId).Where(message => message.EventTime <= end).ToArray();
        Assert.Equal(FleetRun.Records, places.Length);
        foreach (var (record, place) in made.Zip(places))
        {
            Assert.Equal(record.TimestampMs / 1000, place.EventTime);
            Assert.Equal(record.Latitude, place.Number("latitude"), 1e-5);
            Assert.Equal(record.Longitude, place.Number("longitude"), 1e-5);
        }

        var edges = made.Zip(made.Skip(1)).Where(pair => pair.First.Ignition != pair.Second.Ignition)
            .Select(pair => pair.Second).ToLookup(record => record.Ignition, record => record.TimestampMs / 1000);
        Assert.NotEmpty(edges[true]);
        Assert.NotEmpty(edges[false]);
        Assert.Equal(edges[true], EdgesUntil("ignition_on"));
        Assert.Equal(edges[false], EdgesUntil("ignition_off"));
        var temperatures = Of(receiver, "temperature", fleet.DeviceId).Where(message => message.EventTime <= end).ToArray();
        Assert.Equal(FleetRun.Records, temperatures.Length);
        Assert.All(temperatures, message => Assert.InRange(message.Number("temperature_c"), -23.1, -12.9));

        IEnumerable<long> EdgesUntil(string type) =>
            Of(receiver, type, fleet.DeviceId).Select(message => message.EventTime).Where(time => time <= end);
    }

    private static bool Is(HookMessage message, string deviceId, long time) =>
        message.Text("device_id") == deviceId && message.EventTime == time;

    private static List<HookMessage> Of(HookReceiver receiver, string path, string deviceId) =>
        [.. receiver.At(path).Where(message => message.Text("device_id") == deviceId).OrderBy(message => message.EventTime)];
}
