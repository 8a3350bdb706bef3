using Microsoft.AspNetCore.Diagnostics;

namespace Gateway.Api.Problems;

/// <summary>Gives a problem body to the errors that the framework answers with a bare status, and to exceptions.</summary>
internal static class StatusProblems
{
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => ProblemAnswer.WriteAsync(context, Of(
                context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException refused
                    ? refused.StatusCode
                    : StatusCodes.Status500InternalServerError)),
        })
        .UseStatusCodePages(context =>
            ProblemAnswer.WriteAsync(context.HttpContext, Of(context.HttpContext.Response.StatusCode)));

    private static ApiProblem Of(int status) => ApiProblem.Of(status, status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this path.",
        StatusCodes.Status405MethodNotAllowed => "This path does not take this method; see the Allow header.",
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be JSON, and Content-Type must say so.",
        StatusCodes.Status500InternalServerError => "The gateway failed; its log says why.",
        _ => "The request was refused.",
    });
}
