using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Webhooks;

/// <summary>
/// What the metrics tell webhooks apart by: type and body format. 28 of them, however many webhooks there are.
/// </summary>
/// <param name="Type">The webhook's type.</param>
/// <param name="Format">Its body's format.</param>
public readonly record struct WebhookClass(EventType Type, BodyFormat Format)
{
    /// <summary>Indexes are below it.</summary>
    public const int Count = 30;

    /// <summary>A number for each class.</summary>
    public int Index => ((int)Type * 2) + (Format == BodyFormat.Form ? 1 : 0);

    /// <summary>The class of a number.</summary>
    public static WebhookClass At(int index) =>
        new((EventType)(index / 2), index % 2 == 0 ? BodyFormat.Json : BodyFormat.Form);

    public static WebhookClass Of(WebhookDefinition webhook) => new(webhook.Type, webhook.ContentType);
}
