using System.Text.Json.Serialization;
using Gateway.Configuration.Store;

namespace Gateway.Api.Problems;

/// <summary>An error answer, <c>application/problem+json</c> (RFC 9457).</summary>
public sealed record ApiProblem
{
    /// <summary><c>about:blank</c>: the status says all there is to the type.</summary>
    public string Type { get; init; } = "about:blank";

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>What is wrong, in a sentence or more, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>The first field at fault, as it stands in the request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>All fields at fault, with their messages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    public static ApiProblem BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static ApiProblem NotFound(string detail = "There is no such object.") => Of(StatusCodes.Status404NotFound, detail);

    public static ApiProblem TooLarge(int maxBytes) =>
        Of(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {maxBytes} bytes.");

    /// <summary>A problem without a field, titled by its status.</summary>
    public static ApiProblem Of(int status, string detail) => new()
    {
        Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
    };

    /// <summary>
    /// A problem of fields: 400 where a value is of a wrong JSON type, else 409 where a value is taken, else 422.
    /// </summary>
    public static ApiProblem Of(IReadOnlyList<Fault> faults)
    {
        var status = faults.Any(fault => fault.Kind == FaultKind.WrongType) ? StatusCodes.Status400BadRequest
            : faults.Any(fault => fault.Kind == FaultKind.Taken) ? StatusCodes.Status409Conflict
            : StatusCodes.Status422UnprocessableEntity;
        return Of(status, string.Join(' ', faults.Select(fault => fault.Message))) with
        {
            Field = faults[0].Field,
            Errors = faults
                .GroupBy(fault => fault.Field, fault => fault.Message)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group]),
        };
    }

    /// <summary>A problem of one field.</summary>
    public static ApiProblem Of(string field, string message) => Of([new Fault(field, message)]);
}
