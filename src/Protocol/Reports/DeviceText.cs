using System.Runtime.CompilerServices;
using System.Text;

namespace Gateway.Protocol.Reports;

/// <summary>
/// Up to <see cref="Capacity"/> bytes of printable ASCII held in place, so that a report carries short texts (driver
/// credential, VIN) without an allocation.
/// </summary>
public struct DeviceText : IEquatable<DeviceText>
{
    /// <summary>The most bytes that a text can hold; longer ones are refused by <see cref="TrySet"/>.</summary>
    public const int Capacity = 40;

    private Bytes _bytes;
    private byte _length;

    /// <summary>The number of bytes; 0 means that the value is not known.</summary>
    public readonly int Length => _length;

    /// <summary>Whether there is no text.</summary>
    public readonly bool IsEmpty => _length == 0;

    /// <summary>The bytes of <paramref name="text"/>, valid as long as the variable itself.</summary>
    public static ReadOnlySpan<byte> AsSpan(in DeviceText text) => ((ReadOnlySpan<byte>)text._bytes)[..text._length];

    /// <summary>Takes the bytes over; false, and empty, where they are too long or not printable ASCII.</summary>
    public bool TrySet(ReadOnlySpan<byte> ascii)
    {
        _length = 0;
        if (ascii.Length > Capacity || ascii.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
        {
            return false;
        }

        ascii.CopyTo(_bytes);
        _length = (byte)ascii.Length;
        return true;
    }

    /// <summary>Forgets the text.</summary>
    public void Clear() => _length = 0;

    /// <inheritdoc/>
    public readonly bool Equals(DeviceText other) => AsSpan(in this).SequenceEqual(AsSpan(in other));

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is DeviceText other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(AsSpan(in this));
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override readonly string ToString() => Encoding.ASCII.GetString(AsSpan(in this));

    public static bool operator ==(DeviceText left, DeviceText right) => left.Equals(right);

    public static bool operator !=(DeviceText left, DeviceText right) => !left.Equals(right);

    [InlineArray(Capacity)]
    private struct Bytes
    {
        private byte _first;
    }
}
