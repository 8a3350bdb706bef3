using System.Numerics;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// The length of an event's record in one byte: five binary digits and an exponent, rounded up by less than a sixteenth.
/// From 16 bytes to 992 KiB; what is longer counts as that. Code 0 stands for a length that is not known.
/// </summary>
/// <param name="Code">Exponent in the upper four bits, in the lower four what follows the leading 1.</param>
public readonly record struct RecordSize(byte Code)
{
    /// <summary>What a record counts as whose length is not known, bytes: about one of a location.</summary>
    public const int Unknown = 512;

    private const int Digits = 4;

    /// <summary>Bytes that the record counts as.</summary>
    public int Bytes => Code == 0 ? Unknown : (16 + (Code & 15)) << (Code >> Digits);

    /// <summary>The smallest size that is not below a record's length, bytes.</summary>
    public static RecordSize Of(int length)
    {
        // 16 itself would be code 0.
        var wanted = Math.Max(length, 17);
        var shift = Math.Max(0, BitOperations.Log2((uint)wanted) - Digits);
        var digits = (wanted + (1 << shift) - 1) >> shift;
        var code = (shift << Digits) + (digits - 16);
        return new RecordSize((byte)Math.Min(code, byte.MaxValue));
    }
}
