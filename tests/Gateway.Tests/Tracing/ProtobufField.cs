using System.Buffers.Binary;

namespace Gateway.Tests.Tracing;

/// <summary>A field of a protobuf message: https://protobuf.dev/programming-guides/encoding/.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Value">A varint or a fixed number.</param>
/// <param name="Bytes">Text, bytes or a message.</param>
internal sealed record ProtobufField(int Number, ulong Value, byte[] Bytes)
{
    public static List<ProtobufField> Read(byte[] message)
    {
        var fields = new List<ProtobufField>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            var (value, bytes) = (tag & 7) switch
            {
                0 => (Varint(message, ref at), []),
                1 => (BinaryPrimitives.ReadUInt64LittleEndian(Take(message, ref at, 8)), []),
                2 => (0UL, Take(message, ref at, (int)Varint(message, ref at))),
                5 => ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(Take(message, ref at, 4)), Array.Empty<byte>()),
                var kind => throw new InvalidDataException($"Wire type {kind}."),
            };
            fields.Add(new ProtobufField((int)(tag >> 3), value, bytes));
        }

        return fields;
    }

    private static byte[] Take(byte[] message, ref int at, int length)
    {
        var bytes = message[at..(at + length)];
        at += length;
        return bytes;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
