using System.Globalization;
using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Webhooks;
using Gateway.Dispatch.Queues;
using Gateway.Dispatch.Replay;
using Microsoft.AspNetCore.Http.HttpResults;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Api.Operations;

/// <summary>Sending again: one message, or all of a time range.</summary>
internal static class ReplayEndpoints
{
    /// <summary>The last second of the year 9999.</summary>
    private const long LatestTime = 253_402_300_799;

    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhooks/{id:long}").WithTags("Webhooks");
        group.MapPost("attempts/{event_id}/retry", RetryAsync).Describe("retry_message", "Send one message again now")
            .Answers<RetryAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("replay", BeginAsync).Describe("replay_webhook", "Queue the retained events of a time range again")
            .TakesJson<ReplayInput>().Answers<ReplayObject>(StatusCodes.Status202Accepted);
        group.MapGet("replays", List).Describe("list_replays", "List replays, newest first").Answers<Page<ReplayObject>>();
        group.MapPost("replays/{replay_id:long}/cancel", CancelAsync).Describe("cancel_replay", "End a replay")
            .Answers<ReplayObject>();
    }

    private static async Task<IResult> RetryAsync(
        long id, string event_id, HttpContext context, WebhookDirectory webhooks, IReplays replays)
    {
        if (webhooks.Find(context.Caller().AccountId, id) is not { } webhook)
        {
            return new ProblemAnswer(ApiProblem.NotFound());
        }

        if (!TryReadEventId(event_id, id, out var eventId))
        {
            return new ProblemAnswer(ApiProblem.Of("event_id", "event_id must be 32 hexadecimal digits, or the webhook-id."));
        }

        if (webhook.Disabled)
        {
            return Disabled();
        }

        return await replays.RetryAsync(id, eventId, context.RequestAborted) switch
        {
            RequeueStatus.Queued => Accepted(eventId, "queued", "The message goes as soon as the receiver may be called."),
            RequeueStatus.Waiting => Accepted(eventId, "waiting", "The message is in the queue, or on its way, already."),
            RequeueStatus.Gone => new ProblemAnswer(ApiProblem.Of(
                StatusCodes.Status409Conflict, "The event is not there any more: its retention ended.")),
            RequeueStatus.Unknown => new ProblemAnswer(ApiProblem.NotFound(
                "No attempt in the log and no given up message is of this event. A replay of its time finds it, if it is retained.")),
            _ => new ProblemAnswer(ApiProblem.Of(
                StatusCodes.Status503ServiceUnavailable, "The queue can't take messages now.")),
        };
    }

    private static async Task<IResult> BeginAsync(
        long id, HttpContext context, WebhookDirectory webhooks, IReplays replays, TimeProvider time)
    {
        if (webhooks.Find(context.Caller().AccountId, id) is not { } webhook)
        {
            return new ProblemAnswer(ApiProblem.NotFound());
        }

        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var fields = new FieldReader(body.Root, ApiJson.Plain.ReplayInput, []);
            var range = ReadRange(fields, time.GetUtcNow().ToUnixTimeSeconds());
            if (fields.Faults.Count > 0)
            {
                return new ProblemAnswer(ApiProblem.Of(fields.Faults));
            }

            if (webhook.Disabled)
            {
                return Disabled();
            }

            return replays.Begin(id, range) is { } job
                ? TypedResults.Json(
                    ReplayObject.Show(job), ApiJson.Plain.ReplayObject, statusCode: StatusCodes.Status202Accepted)
                : new ProblemAnswer(ApiProblem.Of(
                    StatusCodes.Status409Conflict, "A replay of this webhook is going on; wait for it or cancel it."));
        }
    }

    private static IResult List(long id, HttpContext context, WebhookDirectory webhooks, IReplays replays) =>
        webhooks.Find(context.Caller().AccountId, id) is null
            ? new ProblemAnswer(ApiProblem.NotFound())
            : TypedResults.Json(
                new Page<ReplayObject>([.. replays.List(id).Select(ReplayObject.Show)], null), ApiJson.Plain.PageReplayObject);

    private static async Task<IResult> CancelAsync(
        long id, long replay_id, HttpContext context, WebhookDirectory webhooks, IReplays replays) =>
        webhooks.Find(context.Caller().AccountId, id) is not null && await replays.CancelAsync(id, replay_id) is { } job
            ? TypedResults.Json(ReplayObject.Show(job), ApiJson.Plain.ReplayObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static ReplayRange ReadRange(FieldReader fields, long now)
    {
        fields.Require("from");
        fields.TryNumber("from", 0, LatestTime, out var from);
        fields.TryNumber("to", 0, LatestTime, out var to);
        fields.TryInteger("rate", 1, ReplayRange.MaxRate, out var rate);
        var range = new ReplayRange((long)(from ?? 0), (long)(to ?? now), rate);
        if (fields.Faults.Count == 0 && range.From > range.To)
        {
            fields.Add("from", "must not be after to.");
        }

        return range;
    }

    private static bool TryReadEventId(string text, long webhookId, out EventId id)
    {
        var prefix = "msg_";
        var suffix = string.Create(CultureInfo.InvariantCulture, $"_{webhookId}");
        if (text.StartsWith(prefix, StringComparison.Ordinal) && text.EndsWith(suffix, StringComparison.Ordinal))
        {
            text = text[prefix.Length..^suffix.Length];
        }

        id = default;
        if (text.Length != 32 || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        id = new EventId(value);
        return true;
    }

    private static JsonHttpResult<RetryAnswer> Accepted(EventId eventId, string status, string message) => TypedResults.Json(
        new RetryAnswer { EventId = eventId.ToString(), Status = status, Message = message },
        ApiJson.Plain.RetryAnswer,
        statusCode: StatusCodes.Status202Accepted);

    private static ProblemAnswer Disabled() => new(ApiProblem.Of(
        StatusCodes.Status409Conflict, "The webhook is disabled and sends nothing; resume it first."));
}
