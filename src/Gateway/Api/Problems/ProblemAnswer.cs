using System.Text.Json;

namespace Gateway.Api.Problems;

/// <summary>Sends an <see cref="ApiProblem"/>.</summary>
internal sealed class ProblemAnswer(ApiProblem problem) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, problem);

    public static async Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = ContentType;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await JsonSerializer.SerializeAsync(
                context.Response.Body, problem, ApiJson.Plain.ApiProblem, context.RequestAborted);
        }
    }
}
