using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Gateway.Configuration.Vehicles;
using Gateway.Vehicles;

namespace Gateway.Api.Vehicles;

/// <summary><c>/v1/vehicles</c>.</summary>
internal static class VehicleEndpoints
{
    public static void MapVehicles(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/vehicles").WithTags("Vehicles");
        group.MapPost("", CreateAsync).Describe("create_vehicle", "Make a vehicle")
            .TakesJson<VehicleInput>().Creates<VehicleObject>();
        group.MapGet("", List).Describe("list_vehicles", "List vehicles")
            .Lists<VehicleObject>("device_id", "ref_id", "vin");
        group.MapGet("{id:long}", Get).Describe("get_vehicle", "Show a vehicle").Answers<VehicleObject>();
        group.MapPatch("{id:long}", UpdateAsync).Describe("update_vehicle", "Change fields of a vehicle")
            .TakesJson<VehicleInput>().Changes<VehicleObject>();
        group.MapDelete("{id:long}", DeleteAsync).Describe("delete_vehicle", "Delete a vehicle").Deletes();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, VehicleDirectory vehicles, ILastReports reports)
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
            var fields = new FieldReader(body.Root, ApiJson.Plain.VehicleInput, faults);
            var draft = new VehicleInputReader(fields).Apply(new VehicleDraft());
            StoredAnswer Render(Vehicle made) => JsonAnswer.Created(
                VehicleObject.From(made, reports.Get(made.Id)), ApiJson.Plain.VehicleObject, $"/v1/vehicles/{made.Id}");
            var claim = IdempotencyKey.Read<Vehicle>(context, accountId, body.Bytes, Render, faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : JsonAnswer.Of(await vehicles.CreateAsync(accountId, draft, claim, context.RequestAborted), Render);
        }
    }

    private static IResult List(HttpContext context, VehicleDirectory vehicles, ILastReports reports)
    {
        var accountId = context.Caller().AccountId;
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var filters = context.Request.Query;
        var snapshot = vehicles.Current;
        IEnumerable<Vehicle> found;
        if (filters.TryGetValue("device_id", out var deviceId))
        {
            found = snapshot.FindByDevice(deviceId.ToString()) is { } one && one.Id > query.After ? [one] : [];
        }
        else
        {
            found = snapshot.After(query.After);
        }

        if (filters.TryGetValue("ref_id", out var refId))
        {
            found = found.Where(vehicle => vehicle.RefId == refId);
        }

        if (filters.TryGetValue("vin", out var vin))
        {
            found = found.Where(vehicle => vehicle.Vin == vin);
        }

        var page = query.Take(
            found.Where(vehicle => vehicle.AccountId == accountId),
            vehicle => vehicle.Id,
            vehicle => VehicleObject.From(vehicle, reports.Get(vehicle.Id)));
        return TypedResults.Json(page, ApiJson.Plain.PageVehicleObject);
    }

    private static IResult Get(long id, HttpContext context, VehicleDirectory vehicles, ILastReports reports) =>
        vehicles.Find(context.Caller().AccountId, id) is { } vehicle
            ? TypedResults.Json(VehicleObject.From(vehicle, reports.Get(id)), ApiJson.Plain.VehicleObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static async Task<IResult> UpdateAsync(
        long id, HttpContext context, VehicleDirectory vehicles, ILastReports reports)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var result = await vehicles.UpdateAsync(
                context.Caller().AccountId,
                id,
                before =>
                {
                    var fields = new FieldReader(body.Root, ApiJson.Plain.VehicleInput, []);
                    var after = new VehicleInputReader(fields).Apply(before);
                    return fields.Faults.Count > 0
                        ? WriteResult.Refused<VehicleDraft>(fields.Faults)
                        : WriteResult.Done(after);
                },
                context.RequestAborted);
            return JsonAnswer.Of(
                result, vehicle => VehicleObject.From(vehicle, reports.Get(vehicle.Id)), ApiJson.Plain.VehicleObject);
        }
    }

    private static async Task<IResult> DeleteAsync(long id, HttpContext context, VehicleDirectory vehicles) =>
        JsonAnswer.Deleted(await vehicles.DeleteAsync(context.Caller().AccountId, id, context.RequestAborted));
}
