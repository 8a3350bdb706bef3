namespace Gateway.Tests.EndToEnd;

/// <summary>A gateway, a receiver with a <c>location</c> webhook, and one vehicle with its tracker: where most tests begin.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Imei = "350000000000011";

    private Scene(HookReceiver receiver, TestGateway gateway, long vehicleId)
    {
        Receiver = receiver;
        Gateway = gateway;
        VehicleId = vehicleId;
    }

    public HookReceiver Receiver { get; }

    public TestGateway Gateway { get; private set; }

    public long VehicleId { get; }

    public TrackerConnection Tracker { get; private set; } = null!;

    public static async Task<Scene> BeginAsync()
    {
        var receiver = await HookReceiver.StartAsync();
        var gateway = await TestGateway.StartAsync();
        var vehicle = await gateway.AddVehicleAsync(Imei);
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        return new Scene(receiver, gateway, vehicle) { Tracker = await gateway.LogInAsync(Imei) };
    }

    /// <summary>A webhook whose messages go to a path of its name, the type's where none is given.</summary>
    public Task<Webhook> ListenAsync(string type, string? path = null, string more = "") =>
        Gateway.AddWebhookAsync(type, Receiver.Url(path ?? type), more);

    /// <summary>
    /// Waits until the gateway has done all that the reports up to this time lead to. What the last one leads to may be
    /// queued after its location, which is waited for: what must come of it is for the test to wait for first.
    /// </summary>
    public async Task SettledAsync(long lastTime)
    {
        await Receiver.ReceivedAsync("location", message => message.EventTime == lastTime);
        await Gateway.DrainedAsync();
    }

    /// <summary>What came to a path, by event time, once it is as <see cref="SettledAsync"/> says.</summary>
    public async Task<IReadOnlyList<HookMessage>> AllAsync(string path, long lastTime)
    {
        await SettledAsync(lastTime);
        return [.. Receiver.At(path).OrderBy(message => message.EventTime)];
    }

    /// <summary>Stops the gateway in order, starts another one on its folder, logs in again.</summary>
    public async Task RestartAsync()
    {
        await Gateway.StopAsync();
        await Tracker.DisposeAsync();
        Gateway = await TestGateway.StartAgainAsync(Gateway);
        Tracker = await Gateway.LogInAsync(Imei);
    }

    public async ValueTask DisposeAsync()
    {
        await Tracker.DisposeAsync();
        await Gateway.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
