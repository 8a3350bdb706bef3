using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Api.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>; no key needed.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous().DisableRateLimiting();
        group.MapGet("live", () => Answer(HealthStatus.Healthy, []))
            .WithName("get_live").WithSummary("Whether the process answers").Produces<HealthObject>();
        group.MapGet("ready", GetReadyAsync)
            .WithName("get_ready").WithSummary("Whether the gateway does its work, and which part is not well")
            .Produces<HealthObject>().Produces<HealthObject>(StatusCodes.Status503ServiceUnavailable);

        // Some load balancers ask with HEAD.
        group.MapMethods("live", [HttpMethods.Head], () => Answer(HealthStatus.Healthy, [])).ExcludeFromDescription();
        group.MapMethods("ready", [HttpMethods.Head], GetReadyAsync).ExcludeFromDescription();
    }

    private static async Task<JsonHttpResult<HealthObject>> GetReadyAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(cancellationToken);
        return Answer(report.Status, [.. report.Entries.Select(entry => Show(entry.Key, entry.Value))]);
    }

    private static JsonHttpResult<HealthObject> Answer(HealthStatus status, IReadOnlyList<HealthPartObject> parts) =>
        TypedResults.Json(
            new HealthObject { Status = NameOf(status), Checks = parts },
            ApiJson.Plain.HealthObject,
            statusCode: status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);

    private static HealthPartObject Show(string name, HealthReportEntry entry) => new()
    {
        Name = name,
        Status = NameOf(entry.Status),

        // The words of an exception are not for those who have no key.
        Detail = entry.Exception is null ? entry.Description : "The check failed; see the log.",
        Values = entry.Data.ToDictionary(
            value => value.Key, value => Convert.ToDouble(value.Value, CultureInfo.InvariantCulture)),
    };

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}
