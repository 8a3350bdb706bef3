using System.Numerics;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Numbers of 1 to 10 bytes: seven bits a byte, lowest first, the top bit set on all but the last (LEB128). Signed ones
/// are folded first (0, -1, 1, -2 …), so that small differences stay small.
/// </summary>
internal static class VarInt
{
    public const int MaxLength = 10;

    public static int LengthOf(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>Writes at the start of <paramref name="destination"/>; returns the bytes used.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            destination[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[length++] = (byte)value;
        return length;
    }

    /// <summary>Takes a number off the front; false where the bytes end early or run over 64 bits.</summary>
    public static bool TryRead(scoped ref ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        for (var i = 0; i < source.Length && i < MaxLength; i++)
        {
            var part = source[i];
            if (i == MaxLength - 1 && part > 1)
            {
                return false;
            }

            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
            {
                source = source[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    public static ulong Fold(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Unfold(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
