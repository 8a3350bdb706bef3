using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Store;
using Gateway.Configuration.Webhooks;
using Gateway.Dispatch;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Api.Webhooks;

/// <summary><c>/v1/webhooks</c>.</summary>
internal static class WebhookEndpoints
{
    private static readonly Uri NoUrl = new("http://invalid");

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhooks").WithTags("Webhooks");
        group.MapPost("", CreateAsync).Describe("create_webhook", "Make a webhook")
            .TakesJson<WebhookInput>().Creates<WebhookObject>();
        group.MapGet("", List).Describe("list_webhooks", "List webhooks").Lists<WebhookObject>("type");
        group.MapGet("{id:long}", Get).Describe("get_webhook", "Show a webhook").Answers<WebhookObject>();
        group.MapPatch("{id:long}", UpdateAsync).Describe("update_webhook", "Change fields of a webhook")
            .TakesJson<WebhookInput>().Changes<WebhookObject>();
        group.MapDelete("{id:long}", DeleteAsync).Describe("delete_webhook", "Delete a webhook and its queue").Deletes();
        group.MapPost("{id:long}/pause", PauseAsync).Describe("pause_webhook", "Stop sending; keep queueing")
            .Answers<WebhookObject>();
        group.MapPost("{id:long}/resume", ResumeAsync).Describe("resume_webhook", "Send again, also after it was disabled")
            .Answers<WebhookObject>();
        group.MapPost("{id:long}/test", TestAsync).Describe("test_webhook", "Send an example message through the real queue")
            .Answers<TestAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        WebhookDirectory webhooks,
        WebhookReferences references,
        IDispatcher dispatcher,
        TimeProvider time)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var caller = context.Caller();
            var faults = new List<Fault>();
            var fields = new FieldReader(body.Root, ApiJson.Plain.WebhookInput, faults);
            var webhook = new WebhookInputReader(fields, isNew: true, references).Apply(new WebhookDefinition
            {
                Id = 0,
                AccountId = caller.AccountId,
                Username = caller.Username,
                Type = default,
                Name = "",
                Url = NoUrl,
                ContentType = BodyFormat.Json,
                Secret = WebhookSecret.Create().Reveal(),
                CreatedMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            });
            Configuration.Idempotency.StoredAnswer Render(WebhookDefinition made) => JsonAnswer.Created(
                WebhookObject.From(made, dispatcher.GetState(made.Id), withSecret: true),
                ApiJson.Plain.WebhookObject,
                $"/v1/webhooks/{made.Id}");
            var claim = IdempotencyKey.Read<WebhookDefinition>(context, caller.AccountId, body.Bytes, Render, faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : JsonAnswer.Of(await webhooks.CreateAsync(webhook, claim, context.RequestAborted), Render);
        }
    }

    private static IResult List(HttpContext context, WebhookDirectory webhooks, IDispatcher dispatcher)
    {
        var caller = context.Caller();
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        var type = default(EventType);
        if (context.Request.Query.TryGetValue("type", out var name) && !EventTypeNames.TryParse(name, out type))
        {
            faults.Add(new Fault("type", "type is not a type of webhook."));
        }

        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var found = webhooks.Current.All
            .Where(webhook => webhook.AccountId == caller.AccountId && webhook.Id > query.After)
            .Where(webhook => type == default || webhook.Type == type)
            .OrderBy(webhook => webhook.Id);
        var page = query.Take(
            found, webhook => webhook.Id, webhook => WebhookObject.From(webhook, dispatcher.GetState(webhook.Id)));
        return TypedResults.Json(page, ApiJson.Plain.PageWebhookObject);
    }

    private static IResult Get(long id, HttpContext context, WebhookDirectory webhooks, IDispatcher dispatcher) =>
        webhooks.Find(context.Caller().AccountId, id) is { } webhook
            ? TypedResults.Json(WebhookObject.From(webhook, dispatcher.GetState(id)), ApiJson.Plain.WebhookObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static async Task<IResult> UpdateAsync(
        long id,
        HttpContext context,
        WebhookDirectory webhooks,
        WebhookReferences references,
        IDispatcher dispatcher)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            return await ChangeAsync(id, context, webhooks, dispatcher, before =>
            {
                var fields = new FieldReader(body.Root, ApiJson.Plain.WebhookInput, []);
                var after = new WebhookInputReader(fields, isNew: false, references).Apply(before);
                return fields.Faults.Count > 0
                    ? WriteResult.Refused<WebhookDefinition>(fields.Faults)
                    : WriteResult.Done(after);
            });
        }
    }

    private static async Task<IResult> DeleteAsync(long id, HttpContext context, WebhookDirectory webhooks) =>
        JsonAnswer.Deleted(await webhooks.DeleteAsync(context.Caller().AccountId, id, context.RequestAborted));

    private static Task<IResult> PauseAsync(
        long id, HttpContext context, WebhookDirectory webhooks, IDispatcher dispatcher) =>
        ChangeAsync(id, context, webhooks, dispatcher, before => WriteResult.Done(before with { Paused = true }));

    private static Task<IResult> ResumeAsync(
        long id, HttpContext context, WebhookDirectory webhooks, IDispatcher dispatcher) =>
        ChangeAsync(id, context, webhooks, dispatcher, before => WriteResult.Done(
            before with { Paused = false, Disabled = false, DisabledReason = null }));

    private static async Task<IResult> TestAsync(
        long id, HttpContext context, WebhookDirectory webhooks, IDispatcher dispatcher)
    {
        if (webhooks.Find(context.Caller().AccountId, id) is not { } webhook)
        {
            return new ProblemAnswer(ApiProblem.NotFound());
        }

        if (webhook.Disabled)
        {
            return new ProblemAnswer(ApiProblem.Of(
                StatusCodes.Status409Conflict, "The webhook is disabled and takes no messages; resume it first."));
        }

        if (!await dispatcher.SendTestAsync(webhook, context.RequestAborted))
        {
            return new ProblemAnswer(ApiProblem.Of(
                StatusCodes.Status503ServiceUnavailable, "The queue can't take messages now."));
        }

        var message = webhook.Paused
            ? "The example message is in the queue; it goes when the webhook is resumed."
            : "The example message is in the queue.";
        return TypedResults.Json(
            new TestAnswer(message), ApiJson.Plain.TestAnswer, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ChangeAsync(
        long id,
        HttpContext context,
        WebhookDirectory webhooks,
        IDispatcher dispatcher,
        Func<WebhookDefinition, WriteResult<WebhookDefinition>> change)
    {
        var result = await webhooks.UpdateAsync(context.Caller().AccountId, id, change, context.RequestAborted);
        return JsonAnswer.Of(
            result,
            webhook => WebhookObject.From(webhook, dispatcher.GetState(webhook.Id)),
            ApiJson.Plain.WebhookObject);
    }
}
