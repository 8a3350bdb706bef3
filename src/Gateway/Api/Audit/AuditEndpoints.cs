using System.Globalization;
using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Security;
using Gateway.Audit;
using Gateway.Configuration.Store;

namespace Gateway.Api.Audit;

/// <summary><c>/v1/audit</c>, for admins.</summary>
internal static class AuditEndpoints
{
    private const int MaxObject = 40;
    private const long LastSecond = 253_402_300_799;

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/audit").WithTags("Accounts").RequireAuthorization(ApiPolicies.Admin);
        group.MapGet("", ListAsync).Describe("list_audit", "List the account's changes, newest first")
            .Lists<AuditObject>("object", "object_id")
            .WithMetadata(new QueryParameter("from", "Only from this time on, Unix seconds.", true))
            .WithMetadata(new QueryParameter("to", "Only before this time, Unix seconds.", true));
    }

    private static async Task<IResult> ListAsync(HttpContext context, AuditLog log, AuditStore store)
    {
        var faults = new List<Fault>();
        var page = PageQuery.Read(context.Request, faults);
        var filter = new AuditFilter(
            ReadNumber(context.Request, "from", LastSecond, faults) * 1000,
            ReadNumber(context.Request, "to", LastSecond, faults) * 1000,
            context.Request.Query.TryGetValue("object", out var kind) ? kind.ToString() : null,
            ReadNumber(context.Request, "object_id", long.MaxValue, faults));
        if (filter.Object is { Length: 0 or > MaxObject })
        {
            faults.Add(new Fault("object", "object must be a kind of object, such as webhooks."));
        }

        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        await log.SettleAsync(context.RequestAborted);
        var found = await store.ListAsync(
            context.Caller().AccountId, filter, page.After, page.Limit + 1, context.RequestAborted);
        return TypedResults.Json(page.Take(found, entry => entry.Id, AuditObject.From), ApiJson.Plain.PageAuditObject);
    }

    private static long? ReadNumber(HttpRequest request, string name, long most, List<Fault> faults)
    {
        if (!request.Query.TryGetValue(name, out var text))
        {
            return null;
        }

        if (long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        faults.Add(new Fault(name, name == "object_id" ? "object_id must be an object's id." : $"{name} must be whole Unix seconds."));
        return null;
    }
}
