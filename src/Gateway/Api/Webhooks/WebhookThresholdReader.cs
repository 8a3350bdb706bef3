using Gateway.Api.Requests;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Api.Webhooks;

/// <summary>The thresholds: which types have them, their bounds and what holds where they are left out.</summary>
internal sealed class WebhookThresholdReader(FieldReader fields)
{
    /// <summary>Above any road vehicle.</summary>
    private const double MaxMph = 300;

    private const int DefaultIdleSeconds = 300;

    /// <summary>A day.</summary>
    private const int MaxIdleSeconds = 86_400;

    /// <summary>Beyond what sensors of vehicles report, on both sides.</summary>
    private const double LeastC = -100;

    private const double MostC = 300;

    public WebhookDefinition Apply(WebhookDefinition webhook)
    {
        if (fields.TryNumber("threshold_mph", 0, MaxMph, out var mph))
        {
            webhook = webhook with { ThresholdMph = mph };
        }

        if (fields.TryInteger("threshold_seconds", 1, MaxIdleSeconds, out var seconds))
        {
            webhook = webhook with { ThresholdSeconds = seconds };
        }

        if (fields.TryNumber("threshold_low_c", LeastC, MostC, out var low))
        {
            webhook = webhook with { ThresholdLowC = low };
        }

        if (fields.TryNumber("threshold_high_c", LeastC, MostC, out var high))
        {
            webhook = webhook with { ThresholdHighC = high };
        }

        return webhook.Type == default ? webhook : FitToType(webhook);
    }

    private WebhookDefinition FitToType(WebhookDefinition webhook)
    {
        var type = webhook.Type;
        var hasMph = Allow("threshold_mph", type is EventType.Speed or EventType.Posted, "speed and posted");
        var hasSeconds = Allow("threshold_seconds", type == EventType.Idle, "idle");
        var hasLow = Allow("threshold_low_c", type == EventType.Temperature, "temperature");
        var hasHigh = Allow("threshold_high_c", type == EventType.Temperature, "temperature");
        if (type == EventType.Temperature && webhook.ThresholdLowC >= webhook.ThresholdHighC)
        {
            fields.Add("threshold_low_c", "must be below threshold_high_c.");
        }

        // What a change of type left over goes.
        return webhook with
        {
            ThresholdMph = hasMph ? webhook.ThresholdMph ?? 0 : null,
            ThresholdSeconds = hasSeconds ? webhook.ThresholdSeconds ?? DefaultIdleSeconds : null,
            ThresholdLowC = hasLow ? webhook.ThresholdLowC : null,
            ThresholdHighC = hasHigh ? webhook.ThresholdHighC : null,
        };
    }

    private bool Allow(string name, bool isOfType, string types)
    {
        if (!isOfType && fields.Has(name))
        {
            fields.Add(name, $"is for webhooks of type {types} only.");
        }

        return isOfType;
    }
}
