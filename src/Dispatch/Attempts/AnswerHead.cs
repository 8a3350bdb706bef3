using System.Text;
using Gateway.Dispatch.Delivery;

namespace Gateway.Dispatch.Attempts;

/// <summary>Copies an answer's headers, as they came, for the attempt log.</summary>
internal static class AnswerHead
{
    /// <summary>Writes <c>Name: value</c> lines, as many as fit; cookies without their value.</summary>
    public static void Copy(HttpResponseMessage response, PooledBuffer destination)
    {
        destination.Clear();
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            Write(destination, name, values);
        }

        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            Write(destination, name, values);
        }
    }

    private static void Write(PooledBuffer destination, string name, System.Net.Http.Headers.HeaderStringValues values)
    {
        var isSecret = name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase);
        foreach (var value in values)
        {
            var shown = isSecret ? "***" : value;
            if (destination.Length + ((name.Length + shown.Length) * 3) + 3 > AttemptFormat.MaxHeaders)
            {
                return;
            }

            destination.Advance(Encoding.UTF8.GetBytes(name, destination.GetSpan(name.Length * 3)));
            destination.Write(": "u8);
            destination.Advance(Encoding.UTF8.GetBytes(shown, destination.GetSpan((shown.Length * 3) + 1)));
            destination.Write((byte)'\n');
        }
    }
}
