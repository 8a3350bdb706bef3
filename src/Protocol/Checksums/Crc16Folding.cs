using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gateway.Protocol.Checksums;

/// <summary>
/// Shortens data to 16 bytes with the same reflected CRC by carry-less multiplication (Gopal et al., "Fast CRC
/// Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009): a block times x^128 is congruent to
/// its halves times x^192 and x^128, both reduced by the polynomial.
/// </summary>
internal readonly struct Crc16Folding
{
    private const int BlockLength = 16;

    /// <summary>From here on folding is faster than tables.</summary>
    private const int MinLength = 2 * BlockLength;

    private readonly Vector128<ulong> _powers;

    /// <param name="polynomial">Without the leading bit, most significant bit first.</param>
    public Crc16Folding(ushort polynomial)
    {
        // The product of two bit-reflected 64-bit factors stands one place too far, so one power less is right.
        _powers = Vector128.Create(Power(191, polynomial), Power(127, polynomial));
    }

    /// <summary>Whether <see cref="Fold"/> may be called for so many bytes on this machine.</summary>
    public static bool IsSupported(int length) =>
        Pclmulqdq.IsSupported && BitConverter.IsLittleEndian && length >= MinLength;

    /// <summary>
    /// Folds all whole blocks into the one that is returned, and leaves the rest in <paramref name="data"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (ulong First, ulong Second) Fold(ref ReadOnlySpan<byte> data, ushort initial)
    {
        var powers = _powers;
        var blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        var state = blocks[0] ^ Vector128.CreateScalar((ulong)initial);
        for (var i = 1; i < blocks.Length; i++)
        {
            state = Pclmulqdq.CarrylessMultiply(state, powers, 0x00)
                ^ Pclmulqdq.CarrylessMultiply(state, powers, 0x11)
                ^ blocks[i];
        }

        data = data[(blocks.Length * BlockLength)..];
        return (state[0], state[1]);
    }

    /// <summary>x^exponent modulo the polynomial, bit-reflected in 64 bits.</summary>
    private static ulong Power(int exponent, ushort polynomial)
    {
        var power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power = (power << 1) ^ ((power & 0x8000) != 0 ? 0x10000 | polynomial : 0);
        }

        ulong reflected = 0;
        for (var degree = 0; degree < 16; degree++)
        {
            reflected |= (ulong)((power >> degree) & 1) << (63 - degree);
        }

        return reflected;
    }
}
