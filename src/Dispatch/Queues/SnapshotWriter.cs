using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Gateway.Dispatch.Queues;

/// <summary>Writes numbers and bytes to a file, with a checksum at the end.</summary>
internal sealed class SnapshotWriter(Stream destination)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly Crc64 _checksum = new();
    private int _length;

    public void Number(long value) => Unsigned((ulong)value);

    public void Signed(long value) => Unsigned(VarInt.Fold(value));

    public void Text(string? text)
    {
        // Null is 0, a text of n bytes is n + 1.
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        Number(text is null ? 0 : bytes.Length + 1);
        Bytes(bytes);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Reserve(1);
            var part = Math.Min(bytes.Length, _buffer.Length - _length);
            bytes[..part].CopyTo(_buffer.AsSpan(_length));
            _length += part;
            bytes = bytes[part..];
        }
    }

    /// <summary>Writes the checksum over all before it.</summary>
    public void Finish()
    {
        Flush();
        Span<byte> checksum = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(checksum, _checksum.GetCurrentHashAsUInt64());
        destination.Write(checksum);
    }

    private void Unsigned(ulong value)
    {
        Reserve(VarInt.MaxLength);
        _length += VarInt.Write(_buffer.AsSpan(_length), value);
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Flush();
        }
    }

    private void Flush()
    {
        _checksum.Append(_buffer.AsSpan(0, _length));
        destination.Write(_buffer, 0, _length);
        _length = 0;
    }
}
