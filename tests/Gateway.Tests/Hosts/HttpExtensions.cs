using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Hosts;

/// <summary>Requests and answers in JSON, as tests write them.</summary>
internal static class HttpExtensions
{
    public static async Task<(HttpStatusCode Status, JsonNode? Json, HttpResponseMessage Response)> SendJsonAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        string? body = null,
        string? idempotencyKey = null,
        string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response);
    }

    public static async Task<JsonNode> CreateAsync(this HttpClient client, string path, string body)
    {
        var (status, json, _) = await client.SendJsonAsync(HttpMethod.Post, path, body);
        Assert.True(status == HttpStatusCode.Created, $"{(int)status} {json}");
        return json!;
    }

    public static async Task<JsonNode> ReadAsync(this HttpClient client, string path)
    {
        var (status, json, _) = await client.SendJsonAsync(HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"{(int)status} {json}");
        return json!;
    }
}
