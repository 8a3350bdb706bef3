using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;

namespace Gateway.Api.Drivers;

/// <summary><c>/v1/drivers</c>.</summary>
internal static class DriverEndpoints
{
    public static void MapDrivers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/drivers").WithTags("Drivers");
        group.MapPost("", CreateAsync).Describe("create_driver", "Make a driver")
            .TakesJson<DriverInput>().Creates<DriverObject>();
        group.MapGet("", List).Describe("list_drivers", "List drivers").Lists<DriverObject>("credential");
        group.MapGet("{id:long}", Get).Describe("get_driver", "Show a driver").Answers<DriverObject>();
        group.MapPatch("{id:long}", UpdateAsync).Describe("update_driver", "Change fields of a driver")
            .TakesJson<DriverInput>().Changes<DriverObject>();
        group.MapDelete("{id:long}", DeleteAsync).Describe("delete_driver", "Delete a driver").Deletes();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, DriverDirectory drivers)
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
            var fields = new FieldReader(body.Root, ApiJson.Plain.DriverInput, faults);
            var draft = new DriverInputReader(fields, isNew: true).Apply(new DriverDraft("", "", null));
            StoredAnswer Render(Driver made) => JsonAnswer.Created(
                DriverObject.From(made), ApiJson.Plain.DriverObject, $"/v1/drivers/{made.Id}");
            var claim = IdempotencyKey.Read<Driver>(context, accountId, body.Bytes, Render, faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : JsonAnswer.Of(await drivers.CreateAsync(accountId, draft, claim, context.RequestAborted), Render);
        }
    }

    private static IResult List(HttpContext context, DriverDirectory drivers)
    {
        var accountId = context.Caller().AccountId;
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var found = drivers.Current.After(query.After).Where(driver => driver.AccountId == accountId);
        if (context.Request.Query.TryGetValue("credential", out var credential))
        {
            var normalized = Driver.NormalizeCredential(credential.ToString());
            found = found.Where(driver => driver.Credential == normalized);
        }

        return TypedResults.Json(
            query.Take(found, driver => driver.Id, DriverObject.From), ApiJson.Plain.PageDriverObject);
    }

    private static IResult Get(long id, HttpContext context, DriverDirectory drivers) =>
        drivers.Find(context.Caller().AccountId, id) is { } driver
            ? TypedResults.Json(DriverObject.From(driver), ApiJson.Plain.DriverObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static async Task<IResult> UpdateAsync(long id, HttpContext context, DriverDirectory drivers)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var result = await drivers.UpdateAsync(
                context.Caller().AccountId,
                id,
                before =>
                {
                    var fields = new FieldReader(body.Root, ApiJson.Plain.DriverInput, []);
                    var after = new DriverInputReader(fields, isNew: false).Apply(before);
                    return fields.Faults.Count > 0
                        ? WriteResult.Refused<DriverDraft>(fields.Faults)
                        : WriteResult.Done(after);
                },
                context.RequestAborted);
            return JsonAnswer.Of(result, DriverObject.From, ApiJson.Plain.DriverObject);
        }
    }

    private static async Task<IResult> DeleteAsync(long id, HttpContext context, DriverDirectory drivers) =>
        JsonAnswer.Deleted(await drivers.DeleteAsync(context.Caller().AccountId, id, context.RequestAborted));
}
