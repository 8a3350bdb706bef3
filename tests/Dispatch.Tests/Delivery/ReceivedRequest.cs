using System.Text.Json;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>A request as it came in.</summary>
internal sealed record ReceivedRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement Head => Json.GetProperty("head");

    public int RetryCount => Head.GetProperty("retry_count").GetInt32();

    public int QueueDepth => Head.GetProperty("queue_depth").GetInt32();

    public string Id => Headers["webhook-id"];
}
