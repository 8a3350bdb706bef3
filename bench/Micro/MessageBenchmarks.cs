using BenchmarkDotNet.Attributes;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Bench.Micro;

/// <summary>An event's data written once, and a message rendered and signed for one attempt; the unit is one message.</summary>
public class MessageBenchmarks
{
    private readonly EventDataWriter _writer = new();
    private readonly PooledBuffer _buffer = new();
    private readonly EventContext _context = new()
    {
        Id = new EventId(UInt128.MaxValue / 3),
        VehicleId = 4711,
        Label = "Truck 4711",
        DeviceId = "350000000000001",
        Protocol = "teltonika",
        EventTimeMs = 1_750_000_000_000,
        FixTimeMs = 1_750_000_000_000,
        ReceivedMs = 1_750_000_000_500,
        Latitude = 33.4484321,
        Longitude = -112.0740123,
        Heading = 184,
        SpeedKph = 88.5,
        Ignition = true,
        OdometerMeters = 123_456_789,
        FixValid = true,
        Satellites = 12,
        Hdop = 0.9,
    };

    private byte[] _data = [];
    private WebhookTemplate _json = null!;
    private WebhookTemplate _form = null!;

    [GlobalSetup]
    public void Setup()
    {
        _data = _writer.Location(_context, Details).ToArray();
        _json = Template(BodyFormat.Json);
        _form = Template(BodyFormat.Form);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _writer.Dispose();
        _buffer.Dispose();
    }

    [Benchmark]
    public int WriteLocationData() => _writer.Location(_context, Details).Length;

    [Benchmark]
    public int RenderJson() => Render(_json).Body.Length;

    [Benchmark]
    public int RenderForm() => Render(_form).Body.Length;

    [Benchmark]
    public string RenderAndSignJson() => WebhookSigner.Sign(Render(_json).Signed.Span, _json.SecretsAt(0));

    [Benchmark]
    public string RenderAndSignForm() => WebhookSigner.Sign(Render(_form).Signed.Span, _form.SecretsAt(0));

    private static LocationDetails Details => new("interval", 331, 13.8, 45_000, 1);

    private static WebhookTemplate Template(BodyFormat format) => new(new WebhookDefinition
    {
        Id = 9016,
        AccountId = 1,
        Username = "admin",
        Type = EventType.Location,
        Name = "bench",
        Url = new Uri("https://example.com/hook"),
        ContentType = format,
        Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        CreatedMs = 0,
    });

    private RenderedMessage Render(WebhookTemplate template)
    {
        var head = new MessageHead
        {
            EventId = _context.Id,
            RefId = "CA1234567"u8,
            RetryCount = 0,
            QueueDepth = 12,
            EnqueueTime = 1_750_000_001,
            RequestTime = 1_750_000_001,
        };
        return MessageRenderer.Render(template, head, _data, _buffer);
    }
}
