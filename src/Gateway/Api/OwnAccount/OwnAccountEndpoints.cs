using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Settings;
using Gateway.Configuration.Store;
using Gateway.Vehicles.Timelines;

namespace Gateway.Api.OwnAccount;

/// <summary><c>/v1/account</c>: the caller's own account and its settings.</summary>
internal static class OwnAccountEndpoints
{
    public static void MapOwnAccount(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/account").WithTags("Accounts");
        group.MapGet("", GetAsync).Describe("get_own_account", "Show the caller's account and its settings")
            .Answers<OwnAccountObject>();
        group.MapPatch("", UpdateAsync).Describe("update_own_account", "Change settings of the caller's account")
            .TakesJson<OwnAccountInput>().Changes<OwnAccountObject>();
    }

    private static async Task<IResult> GetAsync(HttpContext context, AccountSettingsDirectory accounts, ApiOptions options) =>
        TypedResults.Json(await RenderAsync(context, accounts, options), ApiJson.Plain.OwnAccountObject);

    private static async Task<IResult> UpdateAsync(HttpContext context, AccountSettingsDirectory accounts, ApiOptions options)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var reader = new AccountSettingsReader(options.LateWindow);
            var result = await accounts.UpdateAsync(
                context.Caller().AccountId,
                before =>
                {
                    var faults = new List<Fault>();
                    var after = reader.Apply(body.Root, before, faults);
                    return faults.Count > 0 ? WriteResult.Refused<MotionSettings>(faults) : WriteResult.Done(after);
                },
                context.RequestAborted);
            if (result.Status != WriteStatus.Done)
            {
                return new ProblemAnswer(ApiProblem.Of(result.Faults));
            }

            return await GetAsync(context, accounts, options);
        }
    }

    private static async Task<OwnAccountObject> RenderAsync(
        HttpContext context, AccountSettingsDirectory accounts, ApiOptions options)
    {
        var accountId = context.Caller().AccountId;
        var last = accounts.Current.Last(accountId);
        return new OwnAccountObject
        {
            Id = accountId,
            Name = await accounts.FindNameAsync(accountId, context.RequestAborted),
            Settings = AccountSettingsObject.From(last?.Settings ?? MotionSettings.Default, options.LateWindow),
            DefaultSettings = AccountSettingsObject.From(MotionSettings.Default, options.LateWindow),
            SettingsTime = last?.ValidFromMs / 1000,
        };
    }
}
