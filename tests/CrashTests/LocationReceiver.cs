using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.CrashTests;

/// <summary>
/// A real HTTP receiver that accounts for every message. Some answers are 503, so that retries are part of the test.
/// </summary>
internal sealed class LocationReceiver : IAsyncDisposable
{
    // Every so-many-th request is refused.
    private const int RefuseEvery = 53;

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<RecordKey, HashSet<string>> _webhookIds = [];
    private int _requests;

    private LocationReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/", ReceiveAsync);
    }

    public string Url => _app.Urls.First();

    public int Deliveries { get; private set; }

    public int Refused { get; private set; }

    public int Distinct
    {
        get
        {
            lock (_lock)
            {
                return _webhookIds.Count;
            }
        }
    }

    public static async Task<LocationReceiver> StartAsync()
    {
        var receiver = new LocationReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public int CountMissing(IReadOnlyCollection<RecordKey> expected)
    {
        lock (_lock)
        {
            return expected.Count(key => !_webhookIds.ContainsKey(key));
        }
    }

    /// <summary>Records that came under more than one webhook-id.</summary>
    public int CountWithSeveralIds()
    {
        lock (_lock)
        {
            return _webhookIds.Count(pair => pair.Value.Count > 1);
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var message = await JsonDocument.ParseAsync(request.Body);
        var data = message.RootElement.GetProperty("data");
        lock (_lock)
        {
            if (++_requests % RefuseEvery == 0)
            {
                Refused++;
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            var key = new RecordKey(
                long.Parse(data.GetProperty("device_id").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
                data.GetProperty("event_time").GetInt64(),
                (long)Math.Round(data.GetProperty("latitude").GetDouble() * 1e7),
                (long)Math.Round(data.GetProperty("longitude").GetDouble() * 1e7));
            if (!_webhookIds.TryGetValue(key, out var ids))
            {
                _webhookIds[key] = ids = [];
            }

            ids.Add(request.Headers["webhook-id"].ToString());
            Deliveries++;
        }

        return Results.NoContent();
    }
}

/// <summary>What tells a record apart at both ends.</summary>
internal readonly record struct RecordKey(long Imei, long Second, long LatitudeE7, long LongitudeE7);
