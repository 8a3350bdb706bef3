using System.Buffers.Binary;
using System.Globalization;

namespace Gateway.Protocol.Jt808;

/// <summary>A device as a message's head names it, and what an answer to it has to repeat.</summary>
internal readonly record struct Jt808Address
{
    /// <summary>The longest id: 20 digits in 10 bytes.</summary>
    public const int MaxIdLength = 10;

    /// <summary>Bytes of an IMEI without its check digit, as a number.</summary>
    private const int PackedImeiLength = 6;

    private readonly UInt128 _id;

    /// <param name="delimiter">The frame's delimiter.</param>
    /// <param name="version">The protocol version that the head names (2019 and later); null in older editions.</param>
    /// <param name="id">The id's bytes, at most <see cref="MaxIdLength"/>.</param>
    public Jt808Address(byte delimiter, byte? version, ReadOnlySpan<byte> id)
    {
        Delimiter = delimiter;
        Version = version;
        IdLength = (byte)id.Length;
        foreach (var value in id)
        {
            _id = (_id << 8) | value;
        }
    }

    public byte Delimiter { get; }

    public byte? Version { get; }

    public byte IdLength { get; }

    /// <summary>Whether there is an id at all.</summary>
    public bool HasId => _id != UInt128.Zero;

    /// <summary>Whether both name the same device.</summary>
    public bool IsSameDevice(in Jt808Address other) => _id == other._id && IdLength == other.IdLength;

    /// <summary>Writes the id's bytes as they came.</summary>
    public void WriteId(Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _id);
        bytes[^IdLength..].CopyTo(destination);
    }

    /// <summary>
    /// All digits of the id. Six bytes that are not all decimal digits are an IMEI as a number without its check digit
    /// (Jimi's devices).
    /// </summary>
    public string FullId()
    {
        Span<byte> bytes = stackalloc byte[MaxIdLength];
        WriteId(bytes);
        var hex = Convert.ToHexString(bytes[..IdLength]);
        if (IdLength != PackedImeiLength || !hex.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return hex;
        }

        var digits = (long)(ulong)_id;
        return string.Create(CultureInfo.InvariantCulture, $"{digits}{LuhnDigit(digits)}");
    }

    /// <summary>The check digit of an IMEI (ISO/IEC 7812, 3GPP TS 23.003 annex B).</summary>
    private static int LuhnDigit(long digits)
    {
        var sum = 0;
        for (var doubled = true; digits > 0; digits /= 10, doubled = !doubled)
        {
            var digit = (int)(digits % 10) * (doubled ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return (10 - (sum % 10)) % 10;
    }
}
