using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests.EndToEnd;

/// <summary>A webhook POST as it came in.</summary>
internal sealed record HookMessage(string Path, string ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];

    public JsonElement Json { get; } = ContentType.StartsWith("application/json", StringComparison.Ordinal)
        ? JsonDocument.Parse(Body).RootElement
        : default;

    public JsonElement Head => Json.GetProperty("head");

    public JsonElement Data => Json.GetProperty("data");

    public long EventTime => Data.GetProperty("event_time").GetInt64();

    public string? Text(string field) => Data.GetProperty(field).GetString();

    public double Number(string field) => Data.GetProperty(field).GetDouble();

    public bool IsNull(string field) => Data.GetProperty(field).ValueKind == JsonValueKind.Null;

    /// <summary>Whether it is signed as Standard Webhooks 1.0 says, worked out apart from the gateway's code.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}."), .. Body];
        return Headers["webhook-signature"].Split(' ').Contains("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
    }
}
