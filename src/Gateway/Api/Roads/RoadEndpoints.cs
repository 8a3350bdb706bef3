using Gateway.Api.OpenApi;
using Gateway.Api.Problems;
using Gateway.Api.Security;
using Gateway.Configuration.Store;
using Gateway.Geo.Roads;
using Gateway.Roads;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api.Roads;

/// <summary><c>/v1/roads</c>.</summary>
internal static class RoadEndpoints
{
    public const string Pbf = "application/vnd.openstreetmap.data+pbf";

    private static readonly string[] Json =
    [
        "application/json", "application/geo+json", "application/geo+json-seq", "application/x-ndjson",
    ];

    public static void MapRoads(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/roads").WithTags("Roads");
        group.MapPost("", ImportAsync)
            .Describe("import_roads", "Import roads: GeoJSON lines or an .osm.pbf extract; all or nothing")
            .TakesJson<RoadFileInput>([.. Json[1..], Pbf]).Produces<RoadImportObject>(StatusCodes.Status201Created)
            .WithMetadata(new QueryParameter(
                "mode", "add (where it is left out): ways replace those with the same id; replace: they replace all."));
        group.MapGet("", Get).Describe("show_roads", "Show how many roads there are").Answers<RoadsObject>();
        group.MapDelete("", ClearAsync).Describe("clear_roads", "Delete all roads").Deletes();
        group.MapGet("at", At).Describe("match_road", "Show which road a position is matched to")
            .Answers<RoadAtObject>().Produces<ApiProblem>(StatusCodes.Status422UnprocessableEntity, ProblemAnswer.ContentType)
            .WithMetadata(
                new QueryParameter("latitude", "Decimal degrees."),
                new QueryParameter("longitude", "Decimal degrees."),
                new QueryParameter("heading", "Degrees clockwise from north; unknown where it is left out."),
                new QueryParameter("speed_mph", "At 10 or less the heading does not count."),
                new QueryParameter("accuracy_m", "How far the position may be off, metres; 10 where it is left out."));
    }

    private static async Task<IResult> ImportAsync(HttpContext context, RoadDirectory roads, RoadOptions options)
    {
        var request = context.Request;
        if (Format(request) is not { } format)
        {
            return new ProblemAnswer(ApiProblem.Of(
                StatusCodes.Status415UnsupportedMediaType,
                $"Content-Type must be {string.Join(", ", Json)} or {Pbf}."));
        }

        var mode = request.Query["mode"].ToString();
        if (mode is not ("" or "add" or "replace"))
        {
            return new ProblemAnswer(ApiProblem.Of("mode", "mode must be add or replace."));
        }

        // The server's own cap is for bodies that are held in memory; this one goes to a file.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (request.ContentLength > options.MaxImportBytes)
        {
            return TooLarge(options);
        }

        var result = await roads.ImportAsync(
            context.Caller().AccountId, request.Body, format, mode == "replace", context.RequestAborted);
        return result.Status switch
        {
            RoadImportStatus.Done => TypedResults.Json(
                RoadImportObject.From(result.Read!, result.Roads!),
                ApiJson.Plain.RoadImportObject,
                statusCode: StatusCodes.Status201Created),
            RoadImportStatus.TooLarge => TooLarge(options),
            RoadImportStatus.Faulty => new ProblemAnswer(ApiProblem.Of(
                [.. result.Read!.Faults.Select(fault => new Fault(
                    fault.Place,
                    $"{fault.Place}: {fault.Message}",
                    fault.IsSyntax ? FaultKind.WrongType : FaultKind.Invalid))])),
            _ => new ProblemAnswer(ApiProblem.Of(
                StatusCodes.Status507InsufficientStorage, "The roads can't be stored; the gateway's log says why.")),
        };
    }

    private static JsonHttpResult<RoadsObject> Get(HttpContext context, RoadDirectory roads) =>
        TypedResults.Json(RoadsObject.From(roads.Find(context.Caller().AccountId)), ApiJson.Plain.RoadsObject);

    private static async Task<IResult> ClearAsync(HttpContext context, RoadDirectory roads) =>
        await roads.ClearAsync(context.Caller().AccountId, context.RequestAborted)
            ? TypedResults.NoContent()
            : new ProblemAnswer(ApiProblem.NotFound("There are no roads."));

    private static IResult At(HttpContext context, RoadDirectory roads)
    {
        var faults = new List<Fault>();
        var fix = new RoadQueryReader(context.Request.Query, faults).Read();
        if (faults.Count > 0)
        {
            return new ProblemAnswer(ApiProblem.Of(faults));
        }

        var query = new RoadQuery();
        var match = roads.Find(context.Caller().AccountId)?.Index.Match(fix, query);
        return TypedResults.Json(RoadAtObject.From(match, query.Candidates), ApiJson.Plain.RoadAtObject);
    }

    private static ProblemAnswer TooLarge(RoadOptions options) => new(ApiProblem.Of(
        StatusCodes.Status413PayloadTooLarge, $"The body is larger than {options.MaxImportBytes} bytes."));

    private static RoadFileFormat? Format(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return null;
        }

        return type.MediaType.Equals(Pbf, StringComparison.OrdinalIgnoreCase) ? RoadFileFormat.OsmPbf
            : Array.Exists(Json, known => type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase))
                ? RoadFileFormat.GeoJson
                : null;
    }
}
