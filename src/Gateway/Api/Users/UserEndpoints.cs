using Gateway.Accounts;
using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;

namespace Gateway.Api.Users;

/// <summary><c>/v1/users</c>, for admins.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/users").WithTags("Users").RequireAuthorization(ApiPolicies.Admin);
        group.MapPost("", CreateAsync).Describe("create_user", "Make a user").TakesJson<UserInput>().Creates<UserObject>();
        group.MapGet("", List).Describe("list_users", "List users").Lists<UserObject>("username");
        group.MapGet("{id:long}", Get).Describe("get_user", "Show a user").Answers<UserObject>();
        group.MapPatch("{id:long}", UpdateAsync).Describe("update_user", "Change fields of a user")
            .TakesJson<UserPatch>().Changes<UserObject>();
        group.MapDelete("{id:long}", DeleteAsync).Describe("delete_user", "Delete a user and revoke its keys, at once")
            .Deletes();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, UserDirectory users)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var accountId = context.Caller().AccountId;
            var faults = new List<Fault>();
            var fields = new FieldReader(body.Root, ApiJson.Plain.UserInput, faults);
            var draft = new UserInputReader(fields, isNew: true).Apply(
                new User(0, accountId, "", null, null, KeyRole.Reader, 0));
            static StoredAnswer Render(User made) => JsonAnswer.Created(
                UserObject.From(made), ApiJson.Plain.UserObject, $"/v1/users/{made.Id}");
            var claim = IdempotencyKey.Read<User>(context, accountId, body.Bytes, Render, faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : JsonAnswer.Of(await users.CreateAsync(draft, claim, context.RequestAborted), Render);
        }
    }

    private static IResult List(HttpContext context, CurrentAccounts accounts)
    {
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var found = accounts.Snapshot.UsersOf(context.Caller().AccountId).Where(user => user.Id > query.After);
        if (context.Request.Query.TryGetValue("username", out var username))
        {
            found = found.Where(user => user.Username.Equals(username, StringComparison.OrdinalIgnoreCase));
        }

        return TypedResults.Json(query.Take(found, user => user.Id, UserObject.From), ApiJson.Plain.PageUserObject);
    }

    private static IResult Get(long id, HttpContext context, CurrentAccounts accounts) =>
        accounts.Snapshot.FindUser(context.Caller().AccountId, id) is { } user
            ? TypedResults.Json(UserObject.From(user), ApiJson.Plain.UserObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static async Task<IResult> UpdateAsync(long id, HttpContext context, UserDirectory users)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var result = await users.UpdateAsync(
                context.Caller().AccountId,
                id,
                before =>
                {
                    var fields = new FieldReader(body.Root, ApiJson.Plain.UserPatch, []);
                    var after = new UserInputReader(fields, isNew: false).Apply(before);
                    return fields.Faults.Count > 0 ? WriteResult.Refused<User>(fields.Faults) : WriteResult.Done(after);
                },
                context.RequestAborted);
            return JsonAnswer.Of(result, UserObject.From, ApiJson.Plain.UserObject);
        }
    }

    private static async Task<IResult> DeleteAsync(long id, HttpContext context, UserDirectory users) =>
        JsonAnswer.Deleted(await users.DeleteAsync(context.Caller().AccountId, id, context.RequestAborted));
}
