using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Dispatch.Attempts;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Api.Operations;

/// <summary>One attempt as the API shows it; never a secret in it.</summary>
public sealed record AttemptObject
{
    [Description("Grows from attempt to attempt.")]
    public required long Id { get; init; }

    public required long WebhookId { get; init; }

    [Description("When it began, Unix seconds.")]
    public required long Time { get; init; }

    [Description("The same in Unix milliseconds.")]
    public required long TimeMs { get; init; }

    public required string EventId { get; init; }

    [Description("The webhook-id header: the same for all attempts of this event for this webhook.")]
    public required string MessageId { get; init; }

    public required string Type { get; init; }

    [Description("0 for a test message.")]
    public required long VehicleId { get; init; }

    [Description("Attempts before this one.")]
    public required int RetryCount { get; init; }

    [Description("delivered, refused, timed_out, connection_failed, address_forbidden, answer_broken, answer_too_long or unsendable.")]
    public required string Outcome { get; init; }

    [Description("The answer's HTTP status; null without an answer.")]
    public required int? Status { get; init; }

    public required double DurationMs { get; init; }

    [Description("The failure in words; null when delivered.")]
    public required string? Error { get; init; }

    [Description("As sent, without the secret of Authorization; empty where nothing was sent.")]
    public required IReadOnlyDictionary<string, string> RequestHeaders { get; init; }

    [Description("As received, without the values of cookies; empty without an answer.")]
    public required IReadOnlyDictionary<string, string> ResponseHeaders { get; init; }

    [Description("The first KiB of the answer's body.")]
    public required string ResponseBody { get; init; }

    [Description("Whether the answer's body went on.")]
    public required bool ResponseCut { get; init; }

    /// <summary>An outcome's name on the wire.</summary>
    internal static string NameOf(AttemptOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());

    internal static AttemptObject From(AttemptEntry entry) => new()
    {
        Id = entry.Id,
        WebhookId = entry.WebhookId,
        Time = entry.TimeMs / 1000,
        TimeMs = entry.TimeMs,
        EventId = entry.EventId.ToString(),
        MessageId = entry.MessageId,
        Type = entry.Type.ToName(),
        VehicleId = entry.VehicleId,
        RetryCount = entry.RetryCount,
        Outcome = NameOf(entry.Outcome),
        Status = entry.StatusCode,
        DurationMs = Math.Round(entry.Duration.TotalMilliseconds, 3),
        Error = entry.Error,
        RequestHeaders = Sent(entry),
        ResponseHeaders = Received(entry.AnswerHeaders),
        ResponseBody = Encoding.UTF8.GetString(entry.AnswerBody),
        ResponseCut = entry.IsCut,
    };

    private static Dictionary<string, string> Sent(AttemptEntry entry)
    {
        var headers = new Dictionary<string, string>();
        if (entry.Signature is null)
        {
            return headers;
        }

        headers["Content-Type"] = entry.Format == BodyFormat.Form ? "application/x-www-form-urlencoded" : "application/json";
        headers["User-Agent"] = HttpSender.UserAgent;
        headers[WebhookSigner.IdHeader] = entry.MessageId;
        headers[WebhookSigner.TimestampHeader] = entry.Timestamp!.Value.ToString(CultureInfo.InvariantCulture);
        headers[WebhookSigner.SignatureHeader] = entry.Signature;
        if (entry.Authorization is { } authorization)
        {
            headers["Authorization"] = authorization;
        }

        return headers;
    }

    private static Dictionary<string, string> Received(string lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(": ", 2);
            var value = parts.Length == 2 ? parts[1] : "";
            headers[parts[0]] = headers.TryGetValue(parts[0], out var before) ? $"{before}, {value}" : value;
        }

        return headers;
    }
}
