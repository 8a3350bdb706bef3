using System.Buffers.Binary;

namespace DeviceSimulator.Fleet.Wire;

/// <summary>Head, check, escapes and delimiters of JT/T 808-2019 messages.</summary>
internal static class Jt808Message
{
    public const int MaxBodyLength = 1023;

    private const byte Delimiter = 0x7E;
    private const byte Escape = 0x7D;

    // Id 2, attributes 2, version 1, phone number 10, serial 2.
    private const int HeadLength = 17;
    private const int IdLength = 10;
    private const int AnswerBodyLength = 5;
    private const int MaxAnswerLength = 62;
    private const ushort VersionBit = 0x4000;
    private const byte FirstVersion = 1;

    /// <summary>Every byte but the delimiters may be escaped.</summary>
    public static int MaxFrameLength(int body) => 2 + (2 * (HeadLength + body + 1));

    /// <summary>Writes a whole frame; gives the bytes written.</summary>
    public static int Write(ushort type, long imei, ushort serial, ReadOnlySpan<byte> body, Span<byte> destination)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        BinaryPrimitives.WriteUInt16BigEndian(head, type);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(body.Length | VersionBit));
        head[4] = FirstVersion;
        for (var i = IdLength - 1; i >= 0; i--)
        {
            head[5 + i] = Decimal((int)(imei % 100));
            imei /= 100;
        }

        BinaryPrimitives.WriteUInt16BigEndian(head[15..], serial);
        byte check = 0;
        var length = 0;
        destination[length++] = Delimiter;
        Append(head, destination, ref length, ref check);
        Append(body, destination, ref length, ref check);
        Append([check], destination, ref length, ref check);
        destination[length++] = Delimiter;
        return length;
    }

    /// <summary>YY MM DD hh mm ss of Beijing time, two decimal digits a byte.</summary>
    public static void WriteTime(long unixMs, Span<byte> destination)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(unixMs).AddHours(8);
        destination[0] = Decimal(time.Year % 100);
        destination[1] = Decimal(time.Month);
        destination[2] = Decimal(time.Day);
        destination[3] = Decimal(time.Hour);
        destination[4] = Decimal(time.Minute);
        destination[5] = Decimal(time.Second);
    }

    /// <summary>False while no whole message is there.</summary>
    public static bool TryReadAnswer(ReadOnlySpan<byte> received, out int consumed, out Jt808Answer answer)
    {
        answer = default;
        consumed = received.Length;
        if (received.IsEmpty)
        {
            return false;
        }

        if (received[0] != Delimiter)
        {
            return true;
        }

        var end = received[1..].IndexOf(Delimiter);
        if (end < 0)
        {
            consumed = 0;
            return received.Length > MaxAnswerLength;
        }

        consumed = end + 2;
        Span<byte> message = stackalloc byte[MaxAnswerLength];
        if (TryUnescape(received[1..(end + 1)], message, out var length) && length == HeadLength + AnswerBodyLength + 1)
        {
            var body = message[HeadLength..];
            answer = new Jt808Answer(
                BinaryPrimitives.ReadUInt16BigEndian(message),
                BinaryPrimitives.ReadUInt16BigEndian(body),
                BinaryPrimitives.ReadUInt16BigEndian(body[2..]),
                body[4]);
        }

        return true;
    }

    private static bool TryUnescape(ReadOnlySpan<byte> escaped, Span<byte> message, out int length)
    {
        length = 0;
        byte check = 0;
        for (var i = 0; i < escaped.Length && length < message.Length; i++)
        {
            var value = escaped[i];
            if (value == Escape)
            {
                i++;
                if (i == escaped.Length || escaped[i] is not (1 or 2))
                {
                    return false;
                }

                value = escaped[i] == 1 ? Escape : Delimiter;
            }

            message[length++] = value;
            check ^= value;
        }

        return check == 0;
    }

    private static void Append(ReadOnlySpan<byte> bytes, Span<byte> destination, ref int length, ref byte check)
    {
        foreach (var value in bytes)
        {
            check ^= value;
            if (value is Delimiter or Escape)
            {
                destination[length++] = Escape;
                destination[length++] = value == Escape ? (byte)1 : (byte)2;
            }
            else
            {
                destination[length++] = value;
            }
        }
    }

    private static byte Decimal(int number) => (byte)(((number / 10) << 4) | (number % 10));
}
