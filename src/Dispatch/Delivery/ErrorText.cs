using System.Text;

namespace Gateway.Dispatch.Delivery;

/// <summary>Words about a failed attempt for the webhook's owner, from what the receiver answered.</summary>
internal static class ErrorText
{
    /// <summary>Most characters that are kept.</summary>
    public const int MaxLength = 300;

    /// <summary>The status and the beginning of the answer's body, control characters and line ends as spaces.</summary>
    public static string FromAnswer(int status, string? reason, ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder($"HTTP {status}");
        Append(text, " ", reason ?? "");
        Append(text, ": ", Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxLength * 2)]));
        return text.ToString();
    }

    /// <summary>One line of printable characters, cut to <see cref="MaxLength"/>.</summary>
    public static string Clean(string words)
    {
        var text = new StringBuilder();
        Append(text, "", words);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string separator, string words)
    {
        words = words.Trim();
        if (words.Length == 0)
        {
            return;
        }

        text.Append(separator);
        foreach (var rune in words.EnumerateRunes())
        {
            if (text.Length >= MaxLength)
            {
                text.Append('…');
                return;
            }

            text.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }
    }
}
