using Gateway.Dispatch.Attempts;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>Copies an answer's header lines for the attempt log.</summary>
internal static class AnswerHeaders
{
    /// <summary>Writes as many as fit.</summary>
    /// <param name="lines">Lines that have been parsed.</param>
    /// <param name="destination">Cleared first.</param>
    public static void Copy(ReadOnlySpan<byte> lines, PooledBuffer destination)
    {
        destination.Clear();
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = lines[..end];
            lines = lines[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (!AnswerLines.TryAdd(destination, line[..colon], line[(colon + 1)..].Trim(" \t\r"u8)))
            {
                return;
            }
        }
    }
}
