using Gateway.Accounts;
using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;

namespace Gateway.Api.Accounts;

/// <summary><c>/v1/accounts</c>, for the operator.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/accounts").WithTags("Accounts").RequireAuthorization(ApiPolicies.Operator);
        group.MapPost("", CreateAsync).Describe("create_account", "Make an account, its first user and that user's admin key")
            .TakesJson<AccountInput>().Creates<AccountObject>();
        group.MapGet("", List).Describe("list_accounts", "List accounts").Lists<AccountObject>();
        group.MapGet("{id:long}", Get).Describe("get_account_by_id", "Show an account").Answers<AccountObject>();
        group.MapPatch("{id:long}", UpdateAsync).Describe("update_account_by_id", "Change fields of an account")
            .TakesJson<AccountPatch>().Changes<AccountObject>();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, AccountDirectory accounts)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var faults = new List<Fault>();
            var (name, username, email) = new AccountInputReader(
                new FieldReader(body.Root, ApiJson.Plain.AccountInput, faults)).Read();

            // Kept for the idempotency key without the key itself: only its hash is at rest.
            var claim = IdempotencyKey.Read<NewAccount>(
                context, context.Caller().AccountId, body.Bytes, made => Render(made, withToken: false), faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : JsonAnswer.Of(
                    await accounts.CreateAsync(name, username, email, claim, context.RequestAborted),
                    made => Render(made, withToken: true));
        }
    }

    private static StoredAnswer Render(NewAccount made, bool withToken) => JsonAnswer.Created(
        AccountObject.From(made, withToken), ApiJson.Plain.AccountObject, $"/v1/accounts/{made.Account.Id}");

    private static IResult List(HttpContext context, CurrentAccounts accounts)
    {
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        return faults.Count > 0
            ? new ProblemAnswer(ApiProblem.Of(faults))
            : TypedResults.Json(
                query.Take(
                    accounts.Snapshot.Accounts.Where(account => account.Id > query.After),
                    account => account.Id,
                    AccountObject.From),
                ApiJson.Plain.PageAccountObject);
    }

    private static IResult Get(long id, CurrentAccounts accounts) =>
        accounts.Snapshot.FindAccount(id) is { } account
            ? TypedResults.Json(AccountObject.From(account), ApiJson.Plain.AccountObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static async Task<IResult> UpdateAsync(long id, HttpContext context, AccountDirectory accounts)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var result = await accounts.UpdateAsync(
                id,
                before =>
                {
                    var fields = new FieldReader(body.Root, ApiJson.Plain.AccountPatch, []);
                    var after = new AccountInputReader(fields).Apply(before);
                    return fields.Faults.Count > 0 ? WriteResult.Refused<Account>(fields.Faults) : WriteResult.Done(after);
                },
                context.RequestAborted);
            return JsonAnswer.Of(result, AccountObject.From, ApiJson.Plain.AccountObject);
        }
    }
}
