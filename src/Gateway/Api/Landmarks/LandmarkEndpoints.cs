using Gateway.Api.Answers;
using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Requests;
using Gateway.Api.Security;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Store;

namespace Gateway.Api.Landmarks;

/// <summary><c>/v1/landmarks</c>.</summary>
internal static class LandmarkEndpoints
{
    private const int MaxBytes = 16 << 20;
    private const string GeoJson = "application/geo+json";

    public static void MapLandmarks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/landmarks").WithTags("Landmarks");
        group.MapPost("", CreateAsync)
            .Describe("create_landmarks", "Make a landmark, or those of a FeatureCollection: all or none")
            .TakesJson<LandmarkInput>(GeoJson).Creates<LandmarkObject>();
        group.MapGet("", ListAsync).Describe("list_landmarks", "List landmarks").Lists<LandmarkObject>();
        group.MapGet("{id:long}", GetAsync).Describe("get_landmark", "Show a landmark").Answers<LandmarkObject>();
        group.MapPatch("{id:long}", UpdateAsync).Describe("update_landmark", "Change parts of a landmark")
            .TakesJson<LandmarkPatch>(GeoJson).Changes<LandmarkObject>();
        group.MapDelete("{id:long}", DeleteAsync).Describe("delete_landmark", "Delete a landmark").Deletes();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, LandmarkDirectory landmarks)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, MaxBytes);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var accountId = context.Caller().AccountId;
            var (drafts, landmarkFaults) = LandmarkFeatures.Read(body.Root);
            var faults = LandmarkFaults.From(landmarkFaults).ToList();
            var isOne = faults.Count == 0 && body.Root.GetProperty("type").ValueEquals("Feature");
            StoredAnswer Render(IReadOnlyList<StoredLandmark> made) => isOne
                ? JsonAnswer.Created(
                    LandmarkObject.From(made[0]), ApiJson.Plain.LandmarkObject, $"/v1/landmarks/{made[0].Id}")
                : JsonAnswer.Created(
                    new Page<LandmarkObject>([.. made.Select(LandmarkObject.From)], null),
                    ApiJson.Plain.PageLandmarkObject,
                    location: null);
            var claim = IdempotencyKey.Read<IReadOnlyList<StoredLandmark>>(
                context, accountId, body.Bytes, Render, faults);
            return faults.Count > 0
                ? new ProblemAnswer(ApiProblem.Of(faults))
                : JsonAnswer.Of(await landmarks.CreateAsync(accountId, drafts, claim, context.RequestAborted), Render);
        }
    }

    private static async Task<IResult> ListAsync(HttpContext context, LandmarkDirectory landmarks)
    {
        var faults = new List<Fault>();
        var query = PageQuery.Read(context.Request, faults);
        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var found = await landmarks.ListAsync(
            context.Caller().AccountId, query.After, query.Limit + 1, context.RequestAborted);
        return TypedResults.Json(
            query.Take(found, landmark => landmark.Id, LandmarkObject.From), ApiJson.Plain.PageLandmarkObject);
    }

    private static async Task<IResult> GetAsync(long id, HttpContext context, LandmarkDirectory landmarks) =>
        await landmarks.FindAsync(context.Caller().AccountId, id, context.RequestAborted) is { } landmark
            ? TypedResults.Json(LandmarkObject.From(landmark), ApiJson.Plain.LandmarkObject)
            : new ProblemAnswer(ApiProblem.NotFound());

    private static async Task<IResult> UpdateAsync(long id, HttpContext context, LandmarkDirectory landmarks)
    {
        var (body, problem) = await JsonBody.ReadAsync(context.Request, MaxBytes);
        if (body is null)
        {
            return new ProblemAnswer(problem!);
        }

        using (body)
        {
            var result = await landmarks.UpdateAsync(
                context.Caller().AccountId, id, new LandmarkPatchReader(body.Root).Apply, context.RequestAborted);
            return JsonAnswer.Of(result, LandmarkObject.From, ApiJson.Plain.LandmarkObject);
        }
    }

    private static async Task<IResult> DeleteAsync(long id, HttpContext context, LandmarkDirectory landmarks) =>
        JsonAnswer.Deleted(await landmarks.DeleteAsync(context.Caller().AccountId, id, context.RequestAborted));
}
