using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Api.Problems;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Microsoft.Net.Http.Headers;

namespace Gateway.Api.Answers;

/// <summary>Answers with JSON bytes that are ready.</summary>
internal sealed class JsonAnswer(StoredAnswer answer, bool replayed) : IResult
{
    /// <summary>Set on an answer that was given before to the same idempotency key.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>The answer to a create.</summary>
    public static StoredAnswer Created<T>(T value, JsonTypeInfo<T> type, string? location) =>
        new(StatusCodes.Status201Created, location, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Turns what came of a create into its answer.</summary>
    public static IResult Of<T>(WriteResult<T> result, Func<T, StoredAnswer> render) => result.Status switch
    {
        WriteStatus.Done => new JsonAnswer(render(result.Value), replayed: false),
        WriteStatus.Replayed => new JsonAnswer(result.Answer!, replayed: true),
        _ => Failed(result),
    };

    /// <summary>Turns what came of a change into its answer.</summary>
    public static IResult Of<T, TOut>(WriteResult<T> result, Func<T, TOut> render, JsonTypeInfo<TOut> type) =>
        result.Status == WriteStatus.Done ? TypedResults.Json(render(result.Value), type) : Failed(result);

    /// <summary>Turns what came of a delete into its answer.</summary>
    public static IResult Deleted<T>(WriteResult<T> result) =>
        result.Status == WriteStatus.Done ? TypedResults.NoContent() : Failed(result);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        if (answer.Location is not null)
        {
            response.Headers[HeaderNames.Location] = answer.Location;
        }

        if (replayed)
        {
            response.Headers[ReplayedHeader] = "true";
        }

        await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
    }

    private static ProblemAnswer Failed<T>(WriteResult<T> result) => new(result.Status switch
    {
        WriteStatus.NotFound => ApiProblem.NotFound(),
        WriteStatus.KeyReused => ApiProblem.Of(
            IdempotencyKey.Header, "Idempotency-Key was used for another request in the last 24 hours."),
        _ => ApiProblem.Of(result.Faults),
    });
}
