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
            var fields = new FieldReader(body.Root, ApiJson.Plain.KeyInput, faults);
            var name = fields.ReadRequired("name", MaxName, "", isNew: true);
            var role = fields.ReadRole(default, isNew: true);
            var userId = fields.ReadId("user_id") ?? caller.UserId;

            // Kept for the idempotency key without the key itself: only its hash is at rest.
            var claim = IdempotencyKey.Read<NewApiKey>(
                context, caller.AccountId, body.Bytes, made => Render(made, withToken: false), faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : JsonAnswer.Of(
                    await keys.CreateAsync(
                        caller.AccountId, userId, name, role, claim, context.RequestAborted),
                    made => Render(made, withToken: true));
        }
    }

    private static StoredAnswer Render(NewApiKey made, bool withToken) => JsonAnswer.Created(
        KeyObject.From(made.Key, withToken ? made.Token : null), ApiJson.Plain.KeyObject, $"/v1/keys/{made.Key.Id}");

    private static IResult List(HttpContext context, CurrentAccounts accounts)
    {
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var found = accounts.Snapshot.KeysOf(context.Caller().AccountId).Where(key => key.Id > query.After);
        return TypedResults.Json(
            query.Take(found, key => key.Id, key => KeyObject.From(key)), ApiJson.Plain.PageKeyObject);
    }

    private static IResult Get(long id, HttpContext context, CurrentAccounts accounts) =>
        accounts.Snapshot.FindKey(context.Caller().AccountId, id) is { } key
            ? TypedResults.Json(KeyObject.From(key), ApiJson.Plain.KeyObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static async Task<IResult> RevokeAsync(long id, HttpContext context, KeyDirectory keys) =>
        JsonAnswer.Deleted(await keys.RevokeAsync(context.Caller().AccountId, id, context.RequestAborted));
}
