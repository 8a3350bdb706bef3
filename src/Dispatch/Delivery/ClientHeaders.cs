using System.Net.Http.Headers;
using System.Text;
using Gateway.Dispatch.Attempts;

namespace Gateway.Dispatch.Delivery;

/// <summary>Copies the headers of the platform client's answers for the attempt log.</summary>
internal static class ClientHeaders
{
    /// <summary>Writes as many as fit.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="destination">Cleared first.</param>
    public static void Copy(HttpResponseMessage response, PooledBuffer destination)
    {
        destination.Clear();
        _ = TryCopy(response.Headers.NonValidated, destination) && TryCopy(response.Content.Headers.NonValidated, destination);
    }

    private static bool TryCopy(HttpHeadersNonValidated headers, PooledBuffer destination)
    {
        foreach (var (name, values) in headers)
        {
            var nameBytes = Encoding.ASCII.GetBytes(name);
            foreach (var value in values)
            {
                // As it came: the client reads bytes as ISO 8859-1.
                if (!AnswerLines.TryAdd(destination, nameBytes, Encoding.Latin1.GetBytes(value)))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
