using Gateway.Accounts;
using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;

namespace Gateway.Api.Keys;

/// <summary><c>/v1/keys</c>, for admins.</summary>
internal static class KeyEndpoints
{
    private const int MaxName = 200;

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/keys").WithTags("Keys").RequireAuthorization(ApiPolicies.Admin);
        group.MapPost("", CreateAsync).Describe("create_key", "Make a key").TakesJson<KeyInput>().Creates<KeyObject>();
        group.MapGet("", List).Describe("list_keys", "List keys that are not revoked").Lists<KeyObject>();
        group.MapGet("{id:long}", Get).Describe("get_key", "Show a key").Answers<KeyObject>();
        group.MapDelete("{id:long}", RevokeAsync).Describe("revoke_key", "Revoke a key, at once").Deletes();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, KeyDirectory keys)
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
            var fields = new FieldReader(body.Root, ApiJson.Default.KeyInput, faults);
            if (fields.TryText("name", MaxName, out var name) ? name is null : !fields.Has("name"))
            {
                fields.Add("name", "is required.");
            }

            var role = default(KeyRole);
            if (fields.TryText("role", MaxName, out var roleName) ? roleName is null : !fields.Has("role"))
            {
                fields.Add("role", "is required.");
            }
            else if (roleName is not null && !KeyRoleNames.TryParse(roleName, out role))
            {
                fields.Add("role", "must be reader, manager or admin.");
            }

            // Kept for the idempotency key without the key itself: only its hash is at rest.
            var claim = IdempotencyKey.Read<NewApiKey>(
                context, caller.AccountId, body.Bytes, made => Render(made, withToken: false), faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : JsonAnswer.Of(
                    await keys.CreateAsync(caller, name!, role, claim, context.RequestAborted),
                    made => Render(made, withToken: true));
        }
    }

    private static StoredAnswer Render(NewApiKey made, bool withToken) => JsonAnswer.Created(
        KeyObject.From(made.Key, withToken ? made.Token : null), ApiJson.Default.KeyObject, $"/v1/keys/{made.Key.Id}");

    private static IResult List(HttpContext context, KeyDirectory keys)
    {
        var accountId = context.Caller().AccountId;
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var found = keys.Current.All
            .Where(key => key.AccountId == accountId && key.Id > query.After)
            .OrderBy(key => key.Id);
        return TypedResults.Json(
            query.Take(found, key => key.Id, key => KeyObject.From(key)), ApiJson.Default.PageKeyObject);
    }

    private static IResult Get(long id, HttpContext context, KeyDirectory keys) =>
        keys.Current.Find(context.Caller().AccountId, id) is { } key
            ? TypedResults.Json(KeyObject.From(key), ApiJson.Default.KeyObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static async Task<IResult> RevokeAsync(long id, HttpContext context, KeyDirectory keys) =>
        JsonAnswer.Deleted(await keys.RevokeAsync(context.Caller().AccountId, id, context.RequestAborted));
}
