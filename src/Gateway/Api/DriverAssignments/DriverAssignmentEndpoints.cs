using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Gateway.Configuration.Submissions;
using Gateway.Configuration.Vehicles;
using Gateway.Vehicles;

namespace Gateway.Api.DriverAssignments;

/// <summary><c>/v1/driver-assignments</c>.</summary>
internal static class DriverAssignmentEndpoints
{
    public static void MapDriverAssignments(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/driver-assignments").WithTags("Drivers");
        group.MapPost("", CreateAsync).Describe("create_driver_assignment", "Put a driver on a vehicle, or take one off it")
            .TakesJson<DriverAssignmentInput>().Creates<DriverAssignmentObject>().MayBeUnavailable();
        group.MapGet("", ListAsync).Describe("list_driver_assignments", "List assignments that were posted")
            .Lists<DriverAssignmentObject>("vehicle_id");
        group.MapGet("{id:long}", GetAsync).Describe("get_driver_assignment", "Show an assignment that was posted")
            .Answers<DriverAssignmentObject>();
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        SubmissionDirectory submissions,
        VehicleDirectory vehicles,
        DriverDirectory drivers,
        IVehicleCommands commands,
        AssignmentWindow window,
        TimeProvider time)
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
            var fields = new FieldReader(body.Root, ApiJson.Plain.DriverAssignmentInput, faults);
            fields.Require("vehicle_id");
            var vehicleId = fields.ReadId("vehicle_id") ?? 0;
            if (vehicleId > 0 && vehicles.Find(accountId, vehicleId) is null)
            {
                fields.Add("vehicle_id", "is no vehicle of the account.");
            }

            if (!fields.TryElement("driver_id", out _))
            {
                fields.Add("driver_id", "is required; null ends the assignment.");
            }

            var driverId = fields.ReadId("driver_id");
            if (driverId is { } driver && drivers.Find(accountId, driver) is null)
            {
                fields.Add("driver_id", "is no driver of the account.");
            }

            var effective = fields.ReadTime("effective_time", time);
            if (effective is { } seconds && window.FaultOf(accountId, vehicleId, seconds) is { } tooOld)
            {
                fields.Add("effective_time", tooOld);
            }

            var draft = new SubmissionDraft(
                vehicleId, SubmissionKind.DriverAssignment, effective * 1000, driverId, null);
            var claim = IdempotencyKey.Read<Submission>(context, accountId, body.Bytes, Render, faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : SubmissionAnswer.Of(
                    await submissions.CreateAsync(accountId, draft, claim, commands, context.RequestAborted), Render);
        }
    }

    private static StoredAnswer Render(Submission made) => JsonAnswer.Created(
        DriverAssignmentObject.From(made), ApiJson.Plain.DriverAssignmentObject, $"/v1/driver-assignments/{made.Id}");

    private static async Task<IResult> ListAsync(HttpContext context, SubmissionDirectory submissions)
    {
        var (page, problem) = await SubmissionPage.ReadAsync(
            context,
            context.Caller().AccountId,
            SubmissionKind.DriverAssignment,
            submissions,
            DriverAssignmentObject.From);
        return page is null
            ? new ProblemAnswer(problem!)
            : TypedResults.Json(page, ApiJson.Plain.PageDriverAssignmentObject);
    }

    private static async Task<IResult> GetAsync(long id, HttpContext context, SubmissionDirectory submissions) =>
        await submissions.FindAsync(
            context.Caller().AccountId, SubmissionKind.DriverAssignment, id, context.RequestAborted) is { } found
            ? TypedResults.Json(DriverAssignmentObject.From(found), ApiJson.Plain.DriverAssignmentObject)
            : new ProblemAnswer(ApiProblem.NotFound());
}
