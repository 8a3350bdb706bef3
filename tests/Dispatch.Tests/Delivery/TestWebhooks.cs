using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>Webhook definitions for tests.</summary>
internal static class TestWebhooks
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static WebhookDefinition Make(
        long id,
        Uri url,
        EventType type = EventType.Idle,
        BodyFormat format = BodyFormat.Json,
        string? authorization = null,
        string username = "testusername") => new()
        {
            Id = id,
            AccountId = 123456,
            Username = username,
            Type = type,
            Name = "test",
            Url = url,
            ContentType = format,
            Authorization = authorization,
            Secret = Secret,
            CreatedMs = 1,
        };
}
