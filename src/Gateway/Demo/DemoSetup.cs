using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DeviceSimulator.Fleet;
using DeviceSimulator.Fleet.Routes;

namespace Gateway.Demo;

/// <summary>Sets the demo's gateway up as a user would: over its HTTP API.</summary>
internal sealed class DemoSetup : IDisposable
{
    // Every type that is computed today; landmark_change would only repeat enter and leave.
    private static readonly string[] Types =
    [
        "location", "speed", "heartbeat", "ignition_on", "ignition_off", "landmark_enter", "landmark_leave", "temperature",
    ];

    private readonly HttpClient _client;

    public DemoSetup(Uri server, string key)
    {
        _client = new HttpClient { BaseAddress = server };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public int Landmarks { get; private set; }

    public int Webhooks { get; private set; }

    public async Task RunAsync(FleetOptions fleet, DemoReceiver receiver, CancellationToken cancellationToken)
    {
        for (var i = 0; i < fleet.Vehicles; i++)
        {
            await PostAsync(
                "/v1/vehicles",
                $$"""{"device_id":"{{fleet.ImeiOf(i)}}","ref_id":"TRUCK{{i + 1:00}}","label":"Truck {{i + 1}}"}""",
                cancellationToken);
        }

        using var landmarks = await PostAsync("/v1/landmarks", SampleLandmarks.GeoJson, cancellationToken);
        Landmarks = landmarks.RootElement.GetProperty("data").GetArrayLength();
        foreach (var type in Types)
        {
            var threshold = type == "speed" ? $",\"threshold_mph\":{DemoExpectation.ThresholdMph}" : "";
            using var created = await PostAsync(
                "/v1/webhooks",
                $$"""{"type":"{{type}}","url":"{{receiver.Url}}","name":"demo {{type}}"{{threshold}}}""",
                cancellationToken);
            receiver.Trust(
                created.RootElement.GetProperty("id").GetInt64(), created.RootElement.GetProperty("secret").GetString()!);
            Webhooks++;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Messages that wait in all queues.</summary>
    public async Task<long> QueueDepthAsync(CancellationToken cancellationToken)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync("/v1/webhooks", cancellationToken));
        return answer.RootElement.GetProperty("data").EnumerateArray().Sum(hook => hook.GetProperty("queue_depth").GetInt64());
    }

    private async Task<JsonDocument> PostAsync(string path, string json, CancellationToken cancellationToken)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(path, content, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(body)
            : throw new InvalidOperationException($"POST {path} answered {(int)answer.StatusCode}: {body}");
    }
}
