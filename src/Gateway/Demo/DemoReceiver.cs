using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Demo;

/// <summary>
/// A webhook receiver as an integrator would write it: checks the Standard Webhooks signature over the bytes that came
/// in, answers 204, prints one line.
/// </summary>
internal sealed class DemoReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DemoExpectation _expectation;
    private readonly Action<string> _print;
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentDictionary<long, byte[]> _secrets = new();
    private long _total;
    private long _badSignatures;

    private DemoReceiver(DemoExpectation expectation, Action<string> print)
    {
        _expectation = expectation;
        _print = print;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        GatewayLogging.WarningsToStandardError(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, options => options.Protocols = HttpProtocols.Http1));
        _app = builder.Build();
        _app.MapPost("/hook", ReceiveAsync);
    }

    public string Url => $"{_app.Urls.First()}/hook";

    public long Total => Interlocked.Read(ref _total);

    public long BadSignatures => Interlocked.Read(ref _badSignatures);

    public IEnumerable<(string Type, int Count)> CountsByType =>
        _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));

    public static async Task<DemoReceiver> StartAsync(DemoExpectation expectation, Action<string> print)
    {
        var receiver = new DemoReceiver(expectation, print);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Tells the receiver the secret of a webhook.</summary>
    public void Trust(long webhookId, string secret) =>
        _secrets[webhookId] = Convert.FromBase64String(secret["whsec_".Length..]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        var body = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        using var message = JsonDocument.Parse(body);
        var head = message.RootElement.GetProperty("head");
        if (!IsSigned(request, head.GetProperty("webhook_id").GetInt64(), body.Span))
        {
            Interlocked.Increment(ref _badSignatures);
            return Results.Unauthorized();
        }

        Interlocked.Increment(ref _total);
        var type = head.GetProperty("type").GetString()!;
        _counts.AddOrUpdate(type, 1, (_, count) => count + 1);
        var data = message.RootElement.GetProperty("data");
        if (data.GetProperty("latitude").ValueKind == JsonValueKind.Number)
        {
            _expectation.Arrived(
                type,
                long.Parse(data.GetProperty("device_id").GetString()!, CultureInfo.InvariantCulture),
                data.GetProperty("event_time").GetInt64(),
                data.GetProperty("latitude").GetDouble(),
                data.GetProperty("longitude").GetDouble());
        }

        _print(DemoLine.Of(type, head, data));
        return Results.NoContent();
    }

    private bool IsSigned(HttpRequest request, long webhookId, ReadOnlySpan<byte> body)
    {
        if (!_secrets.TryGetValue(webhookId, out var secret))
        {
            return false;
        }

        var prefix = Encoding.UTF8.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.");
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, (byte[])[.. prefix, .. body]))}";
        return request.Headers["webhook-signature"].ToString().Split(' ').Contains(expected);
    }
}
