using System.Text.Json;
using Gateway.Api.Requests;
using Gateway.Configuration.Store;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Api.Webhooks;

/// <summary>How a webhook wants to be sent to: bounds, and what does not go together.</summary>
internal sealed class WebhookPolicyReader(FieldReader fields)
{
    private const int MaxWord = 20;

    public WebhookDefinition Apply(WebhookDefinition webhook)
    {
        var policy = ReadSending(webhook.Policy);
        policy = ReadRetention(policy);
        policy = ReadOrder(webhook, policy);
        return ReadBatch(webhook, policy);
    }

    private WebhookPolicy ReadSending(WebhookPolicy policy)
    {
        if (fields.TryElement("retry_schedule", out var element))
        {
            policy = policy with { RetrySchedule = ReadSchedule(element) };
        }

        if (fields.TryInteger("timeout_seconds", 1, WebhookPolicy.MaxTimeoutSeconds, out var timeout))
        {
            policy = policy with { TimeoutSeconds = timeout };
        }

        if (fields.TryNumber(
            "rate_limit_per_second", WebhookPolicy.MinRatePerSecond, WebhookPolicy.MaxRatePerSecond, out var rate))
        {
            policy = policy with { RateLimitPerSecond = rate };
        }

        return fields.TryInteger("max_concurrency", 1, WebhookPolicy.MaxConcurrencyLimit, out var concurrency)
            ? policy with { MaxConcurrency = concurrency }
            : policy;
    }

    private WebhookPolicy ReadRetention(WebhookPolicy policy)
    {
        if (fields.TryInteger("retention_hours", 1, WebhookPolicy.MaxRetentionHours, out var hours))
        {
            policy = policy with { RetentionHours = hours };
        }

        if (fields.TryInteger("retention_messages", 1, (int)WebhookPolicy.MaxRetentionMessages, out var messages))
        {
            policy = policy with { RetentionMessages = messages };
        }

        return fields.TryLong(
            "retention_bytes", WebhookPolicy.MinRetentionBytes, WebhookPolicy.MaxRetentionBytes, out var bytes)
            ? policy with { RetentionBytes = bytes }
            : policy;
    }

    private WebhookPolicy ReadOrder(WebhookDefinition webhook, WebhookPolicy policy)
    {
        if (fields.TryText("ordering", MaxWord, out var ordering))
        {
            if (ordering is not (null or "none" or "vehicle"))
            {
                fields.Add("ordering", "must be none or vehicle.");
            }

            policy = policy with { Ordering = ordering == "vehicle" ? DeliveryOrder.Vehicle : DeliveryOrder.None };
        }

        if (fields.TryFlag("collapse", out var collapse))
        {
            policy = policy with { Collapse = collapse ?? false };
        }

        if (policy.Collapse && webhook.Type is not (default(EventType) or EventType.Location))
        {
            if (collapse == true)
            {
                fields.Add("collapse", "is for webhooks of type location only.");
            }

            // What a change of type left over goes.
            policy = policy with { Collapse = false };
        }

        return policy;
    }

    private WebhookDefinition ReadBatch(WebhookDefinition webhook, WebhookPolicy policy)
    {
        if (fields.TryFlag("batch", out var batch))
        {
            webhook = webhook with { Batch = batch ?? false };
        }

        if (fields.TryInteger("batch_size", 1, WebhookPolicy.MaxBatchSize, out var size))
        {
            policy = policy with { BatchSize = size ?? WebhookPolicy.DefaultBatchSize };
        }

        if (fields.TryInteger("batch_wait_ms", 0, WebhookPolicy.MaxBatchWaitMs, out var wait))
        {
            policy = policy with { BatchWaitMs = wait ?? WebhookPolicy.DefaultBatchWaitMs };
        }

        // A form has no arrays of messages.
        if (webhook is { Batch: true, ContentType: BodyFormat.Form })
        {
            fields.Add("batch", "needs content_type json.");
        }

        return webhook with { Policy = policy };
    }

    private List<int>? ReadSchedule(JsonElement element)
    {
        const string name = "retry_schedule";
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            fields.Add(name, "must be an array of seconds, or null.", FaultKind.WrongType);
            return null;
        }

        if (element.GetArrayLength() is 0 or > WebhookPolicy.MaxRetrySteps)
        {
            fields.Add(name, $"must have 1 to {WebhookPolicy.MaxRetrySteps} waits.");
            return null;
        }

        var waits = new List<int>();
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number)
            {
                fields.Add(name, "must be an array of seconds, or null.", FaultKind.WrongType);
                return null;
            }

            if (!item.TryGetInt32(out var wait) || wait is < 1 or > WebhookPolicy.MaxRetrySeconds)
            {
                fields.Add(name, $"must have whole seconds from 1 to {WebhookPolicy.MaxRetrySeconds}.");
                return null;
            }

            waits.Add(wait);
        }

        return waits;
    }
}
