using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Api.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>; no key needed.</summary>
internal static class HealthEndpoints
{
    private const string Ok = "ok";
    private const string Unavailable = "unavailable";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous().DisableRateLimiting();
        group.MapGet("live", () => TypedResults.Json(new HealthObject(Ok, []), ApiJson.Default.HealthObject))
            .WithName("get_live").WithSummary("Whether the process answers").Produces<HealthObject>();
        group.MapGet("ready", GetReady)
            .WithName("get_ready").WithSummary("Whether every part is up")
            .Produces<HealthObject>().Produces<HealthObject>(StatusCodes.Status503ServiceUnavailable);
    }

    private static JsonHttpResult<HealthObject> GetReady(IEnumerable<IReadinessPart> parts)
    {
        var checks = parts.Select(part => (part.Name, State: part.Check())).ToList();
        var isReady = checks.TrueForAll(check => check.State.IsReady);
        var answer = new HealthObject(
            isReady ? Ok : Unavailable,
            checks.ConvertAll(check => new HealthCheckObject(
                check.Name, check.State.IsReady ? Ok : Unavailable, check.State.Detail)));
        return TypedResults.Json(
            answer,
            ApiJson.Default.HealthObject,
            statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
