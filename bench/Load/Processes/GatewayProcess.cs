using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Gateway.Bench.Load.Processes;

/// <summary>A gateway as users run it, on a data folder, with a client of its API.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const string AdminKey = "bench-admin-key-of-a-local-run-only";

    private readonly HttpClient _client;

    private GatewayProcess(ChildProcess process)
    {
        Process = process;
        _client = new HttpClient { BaseAddress = new Uri($"http://{process.Addresses["http"]}") };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public ChildProcess Process { get; }

    public IPEndPoint Devices => Process.EndPoint("teltonika");

    /// <summary>Starts <c>serve</c>; devices that it does not know become vehicles.</summary>
    /// <param name="assembly">Gateway.dll.</param>
    /// <param name="dataFolder">Its data.</param>
    /// <param name="core">The one core that it may use; null for all.</param>
    /// <param name="concurrency">POSTs under way at once for one webhook.</param>
    public static async Task<GatewayProcess> StartAsync(string assembly, string dataFolder, int? core = null, int concurrency = 16)
    {
        string[] arguments =
        [
            "serve", "--data", dataFolder, "--device", "teltonika=127.0.0.1:0", "--http", "127.0.0.1:0",
            "--unknown-devices", "register", "--allow-receivers", "127.0.0.0/8",
        ];
        var environment = new Dictionary<string, string>
        {
            ["GATEWAY_ADMIN_KEY"] = AdminKey,
            ["Gateway__Dispatch__Concurrency"] = concurrency.ToString(CultureInfo.InvariantCulture),
        };
        return new GatewayProcess(await ChildProcess.StartAsync(assembly, arguments, environment, core));
    }

    /// <summary>A counter of <c>/metrics</c>, over all its label sets; 0 while it has none.</summary>
    public async Task<double> CounterAsync(string name)
    {
        var text = await _client.GetStringAsync("/metrics");
        return text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is '{' or ' ')
            .Sum(line => double.Parse(Value(line), CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until every report that was taken is processed; returns the seconds that it took.</summary>
    public async Task<double> WaitUntilProcessedAsync(TimeSpan limit)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            var taken = await CounterAsync("gateway_device_reports_total");
            var processed = await CounterAsync("gateway_vehicle_reports_total");
            var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(started);
            if (processed >= taken)
            {
                return elapsed.TotalSeconds;
            }

            if (elapsed > limit)
            {
                throw new TimeoutException($"Only {processed} of {taken} reports were processed.");
            }

            await Task.Delay(200);
        }
    }

    /// <summary>Makes a webhook of type <c>location</c>; returns its id.</summary>
    public async Task<long> CreateWebhookAsync(Uri url)
    {
        using var created = await PostAsync("/v1/webhooks", $$"""{"type":"location","url":"{{url}}","name":"bench"}""");
        return created.RootElement.GetProperty("id").GetInt64();
    }

    public async Task PauseAsync(long webhook)
    {
        using var _ = await PostAsync($"/v1/webhooks/{webhook}/pause", "{}");
    }

    public async Task ResumeAsync(long webhook)
    {
        using var _ = await PostAsync($"/v1/webhooks/{webhook}/resume", "{}");
    }

    public async Task<long> QueueDepthAsync(long webhook)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync($"/v1/webhooks/{webhook}"));
        return answer.RootElement.GetProperty("queue_depth").GetInt64();
    }

    /// <summary>Waits until that many messages wait; returns false after the limit.</summary>
    public async Task<bool> WaitForDepthAsync(long webhook, long depth, TimeSpan limit)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (await QueueDepthAsync(webhook) != depth)
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(started) > limit)
            {
                return false;
            }

            await Task.Delay(50);
        }

        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Process.DisposeAsync();
    }

    // A sample is "name{labels} value" or "name{labels} value timestamp".
    private static string Value(string line)
    {
        var afterLabels = line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return line.Contains('}', StringComparison.Ordinal) ? afterLabels[0] : afterLabels[1];
    }

    private async Task<JsonDocument> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(path, content);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(body.Length == 0 ? "{}" : body)
            : throw new InvalidOperationException($"POST {path} answered {(int)answer.StatusCode}: {body}");
    }
}
