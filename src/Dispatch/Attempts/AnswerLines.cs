using System.Text;
using Gateway.Dispatch.Delivery;

namespace Gateway.Dispatch.Attempts;

/// <summary>An answer's headers, as they came, for the attempt log: <c>Name: value</c> lines in UTF-8.</summary>
internal static class AnswerLines
{
    /// <summary>Adds a line, with a cookie's value left out; false where it does not fit.</summary>
    /// <param name="destination">The lines so far.</param>
    /// <param name="name">The header's name; ASCII.</param>
    /// <param name="value">Its value; bytes that are not ASCII count as ISO 8859-1, as HTTP once had it (RFC 9110, 5.5).</param>
    public static bool TryAdd(PooledBuffer destination, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(name, "Set-Cookie"u8))
        {
            value = "***"u8;
        }

        // What is not ASCII may become longer.
        if (destination.Length + name.Length + (value.Length * 2) + 3 > AttemptFormat.MaxHeaders)
        {
            return false;
        }

        destination.Write(name);
        destination.Write(": "u8);
        WriteText(value, destination);
        destination.Write((byte)'\n');
        return true;
    }

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
