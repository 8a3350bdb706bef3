using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Api.Problems;

namespace Gateway.Api.Requests;

/// <summary>A request's JSON body: read whole, within a cap, and parsed once.</summary>
internal sealed class JsonBody : IDisposable
{
    /// <summary>The most bytes of a body, but for landmarks.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxDepth = 32;

    private readonly JsonDocument _document;

    private JsonBody(byte[] bytes, JsonDocument document)
    {
        Bytes = bytes;
        _document = document;
    }

    /// <summary>As received.</summary>
    public byte[] Bytes { get; }

    public JsonElement Root => _document.RootElement;

    /// <summary>Reads the body; else says what is wrong with it.</summary>
    public static async Task<(JsonBody? Body, ApiProblem? Problem)> ReadAsync(HttpRequest request, int maxBytes = MaxBytes)
    {
        var (bytes, problem) = await ReadBytesAsync(request, maxBytes);
        if (bytes is null)
        {
            return (null, problem);
        }

        if (!Utf8.IsValid(bytes))
        {
            return (null, ApiProblem.BadRequest("The body is not valid UTF-8."));
        }

        try
        {
            var options = new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
            return (new JsonBody(bytes, JsonDocument.Parse(bytes, options)), null);
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line
                ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})"
                : "";
            return (null, ApiProblem.BadRequest($"The body is not well-formed JSON{place}, or it names a field twice."));
        }
        catch (InvalidOperationException)
        {
            // The check for double names can't read a name with half a surrogate pair in it.
            return (null, ApiProblem.BadRequest("A field's name in the body is not valid Unicode."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private static async Task<(byte[]? Bytes, ApiProblem? Problem)> ReadBytesAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            return (null, ApiProblem.TooLarge(maxBytes));
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return (null, ApiProblem.TooLarge(maxBytes));
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return (bytes, null);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
