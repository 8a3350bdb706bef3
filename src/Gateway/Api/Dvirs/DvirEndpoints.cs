using System.Text;
using System.Text.Json;
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

namespace Gateway.Api.Dvirs;

/// <summary><c>/v1/dvirs</c>.</summary>
internal static class DvirEndpoints
{
    /// <summary>What is kept of an inspection must fit a record of the journals with room to spare.</summary>
    private const int MaxBytes = 128 << 10;

    public static void MapDvirs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/dvirs").WithTags("DVIRs");
        group.MapPost("", CreateAsync).Describe("create_dvir", "Post a vehicle inspection report")
            .TakesJson<DvirInput>().Creates<DvirObject>().MayBeUnavailable();
        group.MapGet("", ListAsync).Describe("list_dvirs", "List vehicle inspection reports")
            .Lists<DvirObject>("vehicle_id");
        group.MapGet("{id:long}", GetAsync).Describe("get_dvir", "Show a vehicle inspection report").Answers<DvirObject>();
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        SubmissionDirectory submissions,
        VehicleDirectory vehicles,
        DriverDirectory drivers,
        IVehicleCommands commands,
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
            var fields = new FieldReader(body.Root, ApiJson.Plain.DvirInput, faults);
            var reader = new DvirInputReader(fields, accountId, vehicles, drivers, time);
            var vehicleId = reader.ReadVehicle();
            var dvir = reader.Read();
            var text = JsonSerializer.Serialize(dvir, ApiJson.Plain.DvirFields);
            if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            {
                fields.Add("defects", $"make the report longer than the {MaxBytes} bytes that are kept.");
            }

            var draft = new SubmissionDraft(
                vehicleId, SubmissionKind.Dvir, (dvir.EndTime ?? dvir.StartTime) * 1000, null, text);
            var claim = IdempotencyKey.Read<Submission>(context, accountId, body.Bytes, Render, faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : SubmissionAnswer.Of(
                    await submissions.CreateAsync(accountId, draft, claim, commands, context.RequestAborted), Render);
        }
    }

    private static StoredAnswer Render(Submission made) =>
        JsonAnswer.Created(DvirObject.From(made), ApiJson.Plain.DvirObject, $"/v1/dvirs/{made.Id}");

    private static async Task<IResult> ListAsync(HttpContext context, SubmissionDirectory submissions)
    {
        var (page, problem) = await SubmissionPage.ReadAsync(
            context, context.Caller().AccountId, SubmissionKind.Dvir, submissions, DvirObject.From);
        return page is null ? new ProblemAnswer(problem!) : TypedResults.Json(page, ApiJson.Plain.PageDvirObject);
    }

    private static async Task<IResult> GetAsync(long id, HttpContext context, SubmissionDirectory submissions) =>
        await submissions.FindAsync(
            context.Caller().AccountId, SubmissionKind.Dvir, id, context.RequestAborted) is { } found
            ? TypedResults.Json(DvirObject.From(found), ApiJson.Plain.DvirObject)
            : new ProblemAnswer(ApiProblem.NotFound());
}
