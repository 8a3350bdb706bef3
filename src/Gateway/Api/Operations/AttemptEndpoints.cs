using Gateway.Accounts;
using Gateway.Api.Answers;
using Gateway.Api.Limits;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Security;
using Gateway.Configuration.Store;
using Gateway.Configuration.Webhooks;
using Gateway.Dispatch.Attempts;

namespace Gateway.Api.Operations;

/// <summary>What was tried for a webhook: the log, and each attempt as it happens.</summary>
internal static class AttemptEndpoints
{
    public static void MapAttempts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhooks/{id:long}").WithTags("Webhooks");
        group.MapGet("attempts", List).Describe("list_attempts", "List recent attempts, newest first")
            .Lists<AttemptObject>("outcome", "status").Answers<Page<AttemptObject>>();
        group.MapGet("live", Listen).Describe("watch_attempts", "Each attempt as it happens, as server-sent events")
            .Streams<AttemptObject>().RequireRateLimiting(RequestLimits.Live);
    }

    private static IResult List(long id, HttpContext context, WebhookDirectory webhooks, IAttemptLog attempts)
    {
        if (webhooks.Find(context.Caller().AccountId, id) is null)
        {
            return new ProblemAnswer(ApiProblem.NotFound());
        }

        var faults = new List<Fault>();
        var page = PageQuery.Read(context.Request, faults);
        var query = AttemptQuery.Read(context.Request, faults);
        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var found = attempts.Read(id).Where(entry => (page.After == 0 || entry.Id < page.After) && query.Passes(entry));
        return TypedResults.Json(page.Take(found, entry => entry.Id, AttemptObject.From), ApiJson.Plain.PageAttemptObject);
    }

    private static IResult Listen(
        long id,
        HttpContext context,
        WebhookDirectory webhooks,
        IAttemptLog attempts,
        CurrentAccounts accounts,
        TimeProvider time,
        IHostApplicationLifetime lifetime)
    {
        var caller = context.Caller();
        if (webhooks.Find(caller.AccountId, id) is null)
        {
            return new ProblemAnswer(ApiProblem.NotFound());
        }

        if (attempts.Listen(id) is { } listener)
        {
            return new LiveAnswer(listener, () => accounts.IsGood(caller), time, lifetime.ApplicationStopping);
        }

        context.Response.Headers.RetryAfter = "10";
        return new ProblemAnswer(ApiProblem.Of(
            StatusCodes.Status429TooManyRequests, "Too many are watching this webhook already."));
    }
}
