using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Gateway.Protocol.Jt808;

/// <summary>
/// Writes the platform's answers. Their own serial number is always 0: nothing is ever sent that a device would have to
/// answer by it.
/// </summary>
internal static class Jt808Reply
{
    public const byte Success = 0;
    public const byte Failure = 1;
    public const byte BadMessage = 2;
    public const byte NotSupported = 3;

    /// <summary>The registration's results differ: 4 is "no such terminal in the database".</summary>
    private const byte NoSuchTerminal = 4;

    /// <summary>The largest body: a registration's answer.</summary>
    private const int MaxBodyLength = 3 + (2 * Jt808Address.MaxIdLength);

    /// <summary>The general answer to any message.</summary>
    public static void WriteGeneral(
        in Jt808Address address, ushort serial, ushort type, byte result, IBufferWriter<byte> reply)
    {
        Span<byte> body = stackalloc byte[5];
        BinaryPrimitives.WriteUInt16BigEndian(body, serial);
        BinaryPrimitives.WriteUInt16BigEndian(body[2..], type);
        body[4] = result;
        Write(Jt808MessageId.PlatformResponse, in address, shortSerial: false, body, reply);
    }

    /// <summary>The answer to a registration; the authentication code is the id, which the device sends back as its login.</summary>
    public static void WriteRegistration(in Jt808Address address, ushort serial, bool accepted, IBufferWriter<byte> reply)
    {
        Span<byte> body = stackalloc byte[MaxBodyLength];
        BinaryPrimitives.WriteUInt16BigEndian(body, serial);
        body[2] = accepted ? Success : NoSuchTerminal;
        var length = 3 + (accepted ? Encoding.ASCII.GetBytes(address.FullId(), body[3..]) : 0);
        Write(Jt808MessageId.RegisterResponse, in address, shortSerial: false, body[..length], reply);
    }

    /// <summary>The time in UTC.</summary>
    public static void WriteTime(in Jt808Address address, DateTimeOffset utc, IBufferWriter<byte> reply)
    {
        Span<byte> body = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)utc.Year);
        body[2] = (byte)utc.Month;
        body[3] = (byte)utc.Day;
        body[4] = (byte)utc.Hour;
        body[5] = (byte)utc.Minute;
        body[6] = (byte)utc.Second;
        body[7] = Success;
        Write(Jt808MessageId.TimeResponse, in address, shortSerial: false, body, reply);
    }

    /// <summary>The answer to a lock's location; its own serial number is one byte, 1.</summary>
    public static void WriteLock(in Jt808Address address, ushort type, IBufferWriter<byte> reply)
    {
        Span<byte> body = stackalloc byte[3];
        BinaryPrimitives.WriteUInt16BigEndian(body, type);
        body[2] = Success;
        Write(Jt808MessageId.LockResponse, in address, shortSerial: true, body, reply);
    }

    private static void Write(
        ushort type, in Jt808Address address, bool shortSerial, ReadOnlySpan<byte> body, IBufferWriter<byte> reply)
    {
        Span<byte> message = stackalloc byte[5 + Jt808Address.MaxIdLength + sizeof(ushort) + MaxBodyLength + 1];
        BinaryPrimitives.WriteUInt16BigEndian(message, type);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)(body.Length | (address.Version.HasValue ? 0x4000 : 0)));
        var length = 4;
        if (address.Version is { } version)
        {
            message[length++] = version;
        }

        address.WriteId(message[length..]);
        length += address.IdLength;
        if (shortSerial)
        {
            message[length++] = 1;
        }
        else
        {
            message[length++] = 0;
            message[length++] = 0;
        }

        body.CopyTo(message[length..]);
        length += body.Length;
        message[length] = Jt808Frame.Check(message[..length]);
        WriteEscaped(message[..(length + 1)], address.Delimiter, reply);
    }

    private static void WriteEscaped(ReadOnlySpan<byte> message, byte delimiter, IBufferWriter<byte> reply)
    {
        var frame = reply.GetSpan(2 + (2 * message.Length));
        var length = 0;
        frame[length++] = delimiter;
        foreach (var value in message)
        {
            var (escape, code) = Escape(value, delimiter);
            if (code == 0)
            {
                frame[length++] = value;
                continue;
            }

            frame[length++] = escape;
            frame[length++] = code;
        }

        frame[length++] = delimiter;
        reply.Advance(length);
    }

    private static (byte Escape, byte Code) Escape(byte value, byte delimiter) => (delimiter, value) switch
    {
        (Jt808Frame.Delimiter, 0x7D) => (0x7D, 1),
        (Jt808Frame.Delimiter, 0x7E) => (0x7D, 2),
        (Jt808Frame.AlternativeDelimiter, 0xE6) => (0xE6, 1),
        (Jt808Frame.AlternativeDelimiter, 0xE7) => (0xE6, 2),
        (Jt808Frame.AlternativeDelimiter, 0x3E) => (0x3E, 1),
        (Jt808Frame.AlternativeDelimiter, 0x3D) => (0x3E, 2),
        _ => (value, 0),
    };
}
