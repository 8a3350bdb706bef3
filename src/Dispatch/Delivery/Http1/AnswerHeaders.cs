using System.Text;
using Gateway.Dispatch.Attempts;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>Copies an answer's header lines, as they came, for the attempt log.</summary>
internal static class AnswerHeaders
{
    /// <summary>Writes <c>Name: value</c> lines, as many as fit; cookies without their value.</summary>
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
            var name = line[..colon];
            var value = Ascii.EqualsIgnoreCase(name, "Set-Cookie"u8) ? "***"u8 : line[(colon + 1)..].Trim(" \t\r"u8);

            // What is not ASCII may become longer.
            if (destination.Length + name.Length + (value.Length * 2) + 3 > AttemptFormat.MaxHeaders)
            {
                return;
            }

            destination.Write(name);
            destination.Write(": "u8);
            WriteText(value, destination);
            destination.Write((byte)'\n');
        }
    }

    /// <summary>Bytes that are not ASCII count as ISO 8859-1, as HTTP once had it (RFC 9110, 5.5).</summary>
    private static void WriteText(ReadOnlySpan<byte> value, PooledBuffer destination)
    {
        if (Ascii.IsValid(value))
        {
            destination.Write(value);
            return;
        }

        destination.Advance(Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(value), destination.GetSpan(value.Length * 2)));
    }
}
