using Gateway.Api.Answers;
using Gateway.Api.Problems;

namespace Gateway.Api.OpenApi;

/// <summary>What the OpenAPI document says of an endpoint, in the API's own terms.</summary>
internal static class EndpointDocs
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operationId, string summary) =>
        endpoint.WithName(operationId).WithSummary(summary)
            .Problem(StatusCodes.Status401Unauthorized).Problem(StatusCodes.Status403Forbidden)
            .Problem(StatusCodes.Status429TooManyRequests);

    public static RouteHandlerBuilder TakesJson<T>(
        this RouteHandlerBuilder endpoint, params string[] alsoTypes)
        where T : notnull => endpoint.Accepts<T>("application/json", alsoTypes)
            .Problem(StatusCodes.Status400BadRequest)
            .Problem(StatusCodes.Status409Conflict)
            .Problem(StatusCodes.Status413PayloadTooLarge)
            .Problem(StatusCodes.Status415UnsupportedMediaType)
            .Problem(StatusCodes.Status422UnprocessableEntity);

    public static RouteHandlerBuilder Creates<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<T>(StatusCodes.Status201Created).WithMetadata(new HeaderParameter(
            IdempotencyKey.Header, "Up to 128 characters: the same request with the same key is done once within 24 hours."));

    public static RouteHandlerBuilder Changes<T>(this RouteHandlerBuilder endpoint) => endpoint.Answers<T>();

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) =>
        endpoint.Produces<T>(status).Problem(StatusCodes.Status404NotFound);

    public static RouteHandlerBuilder Deletes(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(StatusCodes.Status204NoContent).Problem(StatusCodes.Status404NotFound);

    public static RouteHandlerBuilder Lists<T>(this RouteHandlerBuilder endpoint, params string[] filters)
    {
        endpoint.Produces<Page<T>>().Problem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new QueryParameter("limit", "Most objects of a page, 1 to 1000; 100 where it is left out.", true))
            .WithMetadata(new QueryParameter("cursor", "The next_cursor of the page before."));
        foreach (var filter in filters)
        {
            endpoint.WithMetadata(new QueryParameter(filter, $"Only objects with this {filter}."));
        }

        return endpoint;
    }

    /// <summary>For calls that end in a journal, which may have no room.</summary>
    public static RouteHandlerBuilder MayBeUnavailable(this RouteHandlerBuilder endpoint) =>
        endpoint.Problem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>An endless answer of server-sent events, each with a <typeparamref name="T"/> as its data.</summary>
    public static RouteHandlerBuilder Streams<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<T>(StatusCodes.Status200OK, "text/event-stream").Problem(StatusCodes.Status404NotFound);

    private static RouteHandlerBuilder Problem(this RouteHandlerBuilder endpoint, int status) =>
        endpoint.Produces<ApiProblem>(status, ProblemAnswer.ContentType);
}
