using System.Buffers;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Percent-encoding of <c>application/x-www-form-urlencoded</c> as WHATWG's URL standard has it: letters, digits and
/// <c>*-._</c> stay, a space becomes <c>+</c>, every other byte of the UTF-8 text <c>%XX</c>.
/// </summary>
internal static class FormText
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static void Append(PooledBuffer destination, ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Plain);
            if (plain < 0)
            {
                destination.Write(text);
                return;
            }

            destination.Write(text[..plain]);
            AppendEncoded(destination, text[plain]);
            text = text[(plain + 1)..];
        }
    }

    private static void AppendEncoded(PooledBuffer destination, byte value)
    {
        if (value == ' ')
        {
            destination.Write((byte)'+');
            return;
        }

        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        destination.Write([(byte)'%', digits[value >> 4], digits[value & 15]]);
    }
}
