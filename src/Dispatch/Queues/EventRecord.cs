using System.Buffers.Binary;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// An event as it lies in the event journal, once, with the webhooks that get it. Layout: README.md of this folder. A
/// view over borrowed bytes; reading and writing allocate nothing.
/// </summary>
public readonly ref struct EventRecord
{
    /// <summary>The journal's tag for these records.</summary>
    public const byte Kind = 1;

    private const byte Version = 1;
    private const int FixedLength = 34;

    private readonly ReadOnlySpan<byte> _addressees;

    private EventRecord(
        ReadOnlySpan<byte> record,
        ulong accountId,
        ulong vehicleId,
        ReadOnlySpan<byte> refId,
        ReadOnlySpan<byte> addressees,
        int addresseeCount,
        ReadOnlySpan<byte> data)
    {
        Type = (EventType)record[1];
        Id = new EventId(BinaryPrimitives.ReadUInt128BigEndian(record[2..]));
        EventTimeMs = BinaryPrimitives.ReadInt64LittleEndian(record[18..]);
        EnqueuedMs = BinaryPrimitives.ReadInt64LittleEndian(record[26..]);
        AccountId = (long)accountId;
        VehicleId = (long)vehicleId;
        RefId = refId;
        _addressees = addressees;
        AddresseeCount = addresseeCount;
        Data = data;
    }

    public EventId Id { get; }

    public EventType Type { get; }

    /// <summary>Unix milliseconds.</summary>
    public long EventTimeMs { get; }

    /// <summary>Unix milliseconds.</summary>
    public long EnqueuedMs { get; }

    public long AccountId { get; }

    public long VehicleId { get; }

    /// <summary>UTF-8; empty for null.</summary>
    public ReadOnlySpan<byte> RefId { get; }

    public int AddresseeCount { get; }

    /// <summary>The JSON object, UTF-8.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The webhooks' ids, ascending.</summary>
    public AddresseeEnumerator GetAddressees() => new(_addressees);

    /// <summary>Bytes that a record takes at most.</summary>
    public static int MaxLengthOf(in EventDraft draft) =>
        checked(FixedLength + (5 * VarInt.MaxLength) + draft.RefId.Length
            + (draft.Webhooks.Length * VarInt.MaxLength) + draft.Data.Length);

    /// <summary>Writes a record; returns its length.</summary>
    /// <exception cref="ArgumentException">The addressees are none or not strictly ascending.</exception>
    public static int Write(in EventDraft draft, Span<byte> destination)
    {
        destination[0] = Version;
        destination[1] = (byte)draft.Type;
        BinaryPrimitives.WriteUInt128BigEndian(destination[2..], draft.Id.Value);
        BinaryPrimitives.WriteInt64LittleEndian(destination[18..], draft.EventTimeMs);
        BinaryPrimitives.WriteInt64LittleEndian(destination[26..], draft.EnqueuedMs);
        var length = FixedLength;
        length += VarInt.Write(destination[length..], (ulong)draft.AccountId);
        length += VarInt.Write(destination[length..], (ulong)draft.VehicleId);
        length += WriteBytes(destination[length..], draft.RefId);
        length += VarInt.Write(destination[length..], (ulong)draft.Webhooks.Length);
        long previous = 0;
        foreach (var webhook in draft.Webhooks)
        {
            if (webhook <= previous)
            {
                throw new ArgumentException("Addressees must be positive and strictly ascending.", nameof(draft));
            }

            length += VarInt.Write(destination[length..], (ulong)(webhook - previous));
            previous = webhook;
        }

        if (previous == 0)
        {
            throw new ArgumentException("An event needs an addressee.", nameof(draft));
        }

        return length + WriteBytes(destination[length..], draft.Data);
    }

    /// <summary>Reads a record; false where it is not one of this version or its lengths don't add up.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EventRecord record)
    {
        record = default;
        if (bytes.Length < FixedLength || bytes[0] != Version)
        {
            return false;
        }

        var rest = bytes[FixedLength..];
        if (!VarInt.TryRead(ref rest, out var account)
            || !VarInt.TryRead(ref rest, out var vehicle)
            || !TryReadBytes(ref rest, out var refId)
            || !VarInt.TryRead(ref rest, out var count)
            || count > (ulong)rest.Length)
        {
            return false;
        }

        var addressees = rest;
        for (var i = 0UL; i < count; i++)
        {
            if (!VarInt.TryRead(ref rest, out _))
            {
                return false;
            }
        }

        addressees = addressees[..^rest.Length];
        if (!TryReadBytes(ref rest, out var data) || !rest.IsEmpty)
        {
            return false;
        }

        record = new EventRecord(bytes, account, vehicle, refId, addressees, (int)count, data);
        return true;
    }

    private static int WriteBytes(Span<byte> destination, ReadOnlySpan<byte> bytes)
    {
        var length = VarInt.Write(destination, (ulong)bytes.Length);
        bytes.CopyTo(destination[length..]);
        return length + bytes.Length;
    }

    private static bool TryReadBytes(scoped ref ReadOnlySpan<byte> source, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!VarInt.TryRead(ref source, out var length) || length > (ulong)source.Length)
        {
            return false;
        }

        bytes = source[..(int)length];
        source = source[(int)length..];
        return true;
    }
}
