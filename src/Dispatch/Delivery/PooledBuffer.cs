using System.Buffers;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Bytes in an array from the shared pool, used again and again by one owner. Grows by doubling; nothing is allocated
/// once it has its size.
/// </summary>
/// <param name="firstSize">Bytes of the first array.</param>
internal sealed class PooledBuffer(int firstSize = 1024) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = [];

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Forgets what was written, keeps the array.</summary>
    public void Clear() => Length = 0;

    /// <summary>Bytes that were written already, to be written over.</summary>
    public Span<byte> Writable(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Gives the array back where it is larger than that, so that one long body does not cost memory for ever.</summary>
    public void Trim(int most)
    {
        if (_bytes.Length > most)
        {
            Dispose();
        }
    }

    /// <summary>Forgets what was written after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length);
        Length = length;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Write(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    /// <summary>Writes a number in decimal digits.</summary>
    public void WriteNumber(long value)
    {
        Reserve(20);
        value.TryFormat(_bytes.AsSpan(Length), out var written);
        Length += written;
    }

    /// <summary>
    /// Leaves the array to the garbage collector and starts with a new one: for when somebody may still read it.
    /// </summary>
    public void Abandon()
    {
        _bytes = [];
        Length = 0;
    }

    /// <summary>Gives the array back; the next use takes another one.</summary>
    public void Dispose()
    {
        var bytes = _bytes;
        Abandon();
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= count)
        {
            return;
        }

        var size = Math.Max(Math.Max(firstSize, checked(Length + count)), (int)Math.Min(_bytes.Length * 2L, Array.MaxLength));
        var grown = ArrayPool<byte>.Shared.Rent(size);
        Span.CopyTo(grown);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = grown;
    }
}
