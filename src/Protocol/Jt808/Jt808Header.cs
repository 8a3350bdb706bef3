using System.Buffers.Binary;

namespace Gateway.Protocol.Jt808;

/// <summary>The head of a message, and where its body is.</summary>
internal readonly ref struct Jt808Header
{
    private const int LengthMask = 0x3FF;
    private const int EncryptionMask = 0x1C00;
    private const int SplitBit = 0x2000;
    private const int VersionBit = 0x4000;
    private const int AnswerBit = 0x8000;

    private Jt808Header(ushort type, ushort attributes, Jt808Address address, ushort serial, ReadOnlySpan<byte> body)
    {
        Type = type;
        Attributes = attributes;
        Address = address;
        Serial = serial;
        Body = body;
    }

    /// <summary>See <see cref="Jt808MessageId"/>.</summary>
    public ushort Type { get; }

    /// <summary>Which device it is from, and in which dialect.</summary>
    public Jt808Address Address { get; }

    /// <summary>The device's serial number of the message.</summary>
    public ushort Serial { get; }

    /// <summary>What stands between head and check.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Whether the body is as long as the head says.</summary>
    public bool IsLengthRight => (Attributes & LengthMask) == Body.Length;

    /// <summary>Whether the body is encrypted. Jointech's messages use the bits for something else.</summary>
    public bool IsEncrypted => (Attributes & EncryptionMask) != 0 && !IsLockMessage(Type);

    /// <summary>Whether the body is one part of several.</summary>
    public bool IsSplit { get; private init; }

    /// <summary>Whether the lock wants an answer.</summary>
    public bool WantsLockAnswer => (Attributes & AnswerBit) != 0;

    private ushort Attributes { get; }

    /// <summary>Reads a message without escapes, its check at the end; false where it is too short for its own head.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, byte delimiter, out Jt808Header header)
    {
        header = default;
        if (message.Length < 2 * sizeof(ushort))
        {
            return false;
        }

        var type = BinaryPrimitives.ReadUInt16BigEndian(message);
        var attributes = BinaryPrimitives.ReadUInt16BigEndian(message[sizeof(ushort)..]);
        var rest = message[(2 * sizeof(ushort))..];
        byte? version = null;
        if ((attributes & VersionBit) != 0 && !rest.IsEmpty)
        {
            version = rest[0];
            rest = rest[1..];
        }

        var idLength = version.HasValue ? 10 : delimiter == Jt808Frame.AlternativeDelimiter ? 7 : 6;
        var serialLength = IsLockMessage(type) ? sizeof(byte) : sizeof(ushort);
        var isSplit = (attributes & SplitBit) != 0;
        var splitLength = isSplit ? 2 * sizeof(ushort) : 0;
        if (rest.Length < idLength + serialLength + splitLength + 1)
        {
            return false;
        }

        var address = new Jt808Address(delimiter, version, rest[..idLength]);
        rest = rest[idLength..];
        var serial = serialLength == 1 ? rest[0] : BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[serialLength..];

        // A message "of one part" is whole.
        isSplit = isSplit && BinaryPrimitives.ReadUInt16BigEndian(rest) > 1;
        header = new Jt808Header(type, attributes, address, serial, rest[splitLength..^1]) { IsSplit = isSplit };
        return true;
    }

    private static bool IsLockMessage(ushort type) => type is Jt808MessageId.LockLocation or Jt808MessageId.LockBlindLocation;
}
