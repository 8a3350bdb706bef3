using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Gateway.Api.Requests;

/// <summary>
/// Texts in JSON that may not be text: bytes that are not UTF-8, half a surrogate pair. The parser finds these only when
/// the text is taken, and throws.
/// </summary>
internal static class JsonText
{
    public static bool TryString(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = element.GetString();
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        return text is not null;
    }

    public static bool TryName(JsonProperty property, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = null;
            return false;
        }
    }
}
