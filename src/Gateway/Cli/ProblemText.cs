using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary>An error answer in words.</summary>
internal static class ProblemText
{
    /// <summary>The problem's detail; it names the fields at fault. Else the bare status.</summary>
    public static string Read(int status, string body)
    {
        try
        {
            if (JsonNode.Parse(body) is JsonObject problem && problem["detail"] is JsonValue detail)
            {
                return $"{(string?)detail} (HTTP {status})";
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not a problem document: something other than a gateway answered.
        }

        return $"The server answered HTTP {status}.";
    }
}
