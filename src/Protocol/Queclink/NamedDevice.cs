using System.Runtime.CompilerServices;
using System.Text;

namespace Gateway.Protocol.Queclink;

/// <summary>
/// The device that the frames of a connection name: each frame names one, and only a new one is news. Held in place, so
/// that the id becomes a string once.
/// </summary>
internal struct NamedDevice
{
    /// <summary>An IMEI has 15 digits, an MEID 14 hex digits, a device name in a HEX frame up to 8 characters.</summary>
    public const int MaxLength = 20;

    private Bytes _bytes;
    private byte _length;

    /// <summary>Whether no frame has named one yet.</summary>
    public readonly bool IsUnknown => _length == 0;

    /// <summary>Whether the bytes can be an id: letters, digits, dashes and underscores.</summary>
    public static bool IsId(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty || id.Length > MaxLength)
        {
            return false;
        }

        foreach (var character in id)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The id as text where it is not the one of the frames before; else null.</summary>
    public string? Name(ReadOnlySpan<byte> id)
    {
        if (id.SequenceEqual(((ReadOnlySpan<byte>)_bytes)[.._length]))
        {
            return null;
        }

        id.CopyTo(_bytes);
        _length = (byte)id.Length;
        return Encoding.ASCII.GetString(id);
    }

    [InlineArray(MaxLength)]
    private struct Bytes
    {
        private byte _first;
    }
}
