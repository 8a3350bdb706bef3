using System.Globalization;
using Gateway.Api.Problems;

namespace Gateway.Api.Limits;

/// <summary>The answer 429, with <c>Retry-After</c> in whole seconds.</summary>
internal static class TooManyRequests
{
    public static Task WriteAsync(HttpContext context, string detail, TimeSpan wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ProblemAnswer.WriteAsync(context, ApiProblem.Of(StatusCodes.Status429TooManyRequests, detail));
    }
}
