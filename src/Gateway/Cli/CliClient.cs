using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary>The HTTP API, as commands use it. What the server refuses becomes a <see cref="CliFailure"/>.</summary>
internal sealed class CliClient : IDisposable
{
    private const int PageSize = 1000;

    private readonly HttpClient _http;

    public CliClient(Uri server, string? key)
    {
        _http = new HttpClient { BaseAddress = server };
        if (!string.IsNullOrEmpty(key))
        {
            if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                throw CliFailure.Usage("The key must be printable ASCII without spaces.");
            }

            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public Task<JsonNode?> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonNode?> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : Json(body.ToJsonString()), cancellationToken);

    public Task<JsonNode?> PostFileAsync(string path, byte[] file, string contentType, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return SendAsync(HttpMethod.Post, path, content, cancellationToken);
    }

    /// <summary>Sends a large body; takes as long as it takes. Once in a client, before any other request.</summary>
    public Task<JsonNode?> PostStreamAsync(
        string path, Stream file, string contentType, Action<long> sent, CancellationToken cancellationToken)
    {
        _http.Timeout = Timeout.InfiniteTimeSpan;
        return SendAsync(HttpMethod.Post, path, new ProgressContent(file, contentType, sent), cancellationToken);
    }

    public Task<JsonNode?> PatchAsync(string path, JsonNode body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, path, Json(body.ToJsonString()), cancellationToken);

    public Task<JsonNode?> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>All pages of a list, or the first items of it.</summary>
    /// <param name="path">May have a query.</param>
    /// <param name="most">Ends the list early.</param>
    public async Task<JsonArray> ListAsync(string path, CancellationToken cancellationToken, int most = int.MaxValue)
    {
        var all = new JsonArray();
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        string? cursor = null;
        do
        {
            var limit = Math.Min(PageSize, most - all.Count);
            var query = $"{separator}limit={limit}" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var page = await GetAsync(path + query, cancellationToken);
            if (page?["data"] is not JsonArray data)
            {
                throw NotAGateway();
            }

            foreach (var item in data)
            {
                all.Add(item?.DeepClone());
            }

            cursor = page["next_cursor"] is JsonValue next && next.TryGetValue<string>(out var text) ? text : null;
        }
        while (cursor is not null && all.Count < most);
        return all;
    }

    /// <summary>
    /// Server-sent events until the server ends them; the name and the data of each. What breaks off ends as what ends.
    /// </summary>
    public async IAsyncEnumerable<(string Name, string Data)> WatchAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await TalkAsync(
            () => _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            throw Refusal(response.StatusCode, text);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(stream);
        var name = "message";
        while (await TalkAsync(() => reader.ReadLineAsync(cancellationToken).AsTask(), cancellationToken) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return (name, line["data: ".Length..]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<JsonNode?> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await TalkAsync(
            async () =>
            {
                using var response = await _http.SendAsync(request, cancellationToken);
                var text = await response.Content.ReadAsStringAsync(cancellationToken);
                if (!response.IsSuccessStatusCode)
                {
                    throw Refusal(response.StatusCode, text);
                }

                // A gateway answers with an object or with nothing.
                return text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject ?? throw NotAGateway();
            },
            cancellationToken);
    }

    private async Task<T> TalkAsync<T>(Func<Task<T>> talk, CancellationToken cancellationToken)
    {
        try
        {
            return await talk();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw CliFailure.Refused($"The gateway at {_http.BaseAddress} can't be reached: {exception.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw CliFailure.Refused($"The gateway at {_http.BaseAddress} did not answer in time.");
        }
        catch (JsonException)
        {
            throw NotAGateway();
        }
    }

    private CliFailure Refusal(HttpStatusCode status, string text) => CliFailure.Refused(
        status == HttpStatusCode.Unauthorized && _http.DefaultRequestHeaders.Authorization is null
            ? "A key is needed: give it with --key, or set GATEWAY_KEY. (HTTP 401)"
            : ProblemText.Read((int)status, text));

    private CliFailure NotAGateway() => CliFailure.Refused($"What answers at {_http.BaseAddress} is not a gateway.");
}
