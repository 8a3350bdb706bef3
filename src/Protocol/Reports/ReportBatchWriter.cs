using System.Buffers.Binary;

namespace Gateway.Protocol.Reports;

/// <summary>
/// Builds the journal's payload of one frame's reports. One writer is used again and again: it keeps its buffer and its
/// report, so nothing is allocated per record once the buffer has grown. Not thread-safe.
/// </summary>
public sealed class ReportBatchWriter : IReportSink
{
    /// <summary>The most bytes of a batch unless told otherwise: 512 KiB, eight times the largest frame.</summary>
    public const int DefaultMaxLength = 512 * 1024;

    private const int InitialLength = 2048;

    private readonly int _maxLength;
    private readonly DeviceReport _report = new();
    private byte[] _buffer = [];
    private int _length;

    /// <param name="maxLength">The most bytes of a batch, from which on <see cref="Add"/> refuses.</param>
    public ReportBatchWriter(int maxLength = DefaultMaxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, ReportBatchHeader.Length);
        _maxLength = maxLength;
    }

    /// <summary>How many reports the batch holds.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The batch as written so far, header included; empty before <see cref="Begin"/>. Valid until the next call.
    /// </summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <inheritdoc cref="WrittenMemory"/>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>Starts a batch, forgetting the one before.</summary>
    /// <param name="vehicleId">The gateway's number of the vehicle; <see cref="SetVehicle"/> can change it.</param>
    /// <param name="protocolId"><see cref="Sessions.IDeviceProtocol.Id"/>.</param>
    /// <param name="receivedMs">When the frame was received, Unix milliseconds by the gateway's clock.</param>
    public void Begin(long vehicleId, byte protocolId, long receivedMs)
    {
        Reset();
        EnsureSpace(ReportBatchHeader.Length);
        _buffer[ReportBatchHeader.Version] = ReportCodec.Version;
        _buffer[ReportBatchHeader.ProtocolId] = protocolId;
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(ReportBatchHeader.Count), 0);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(ReportBatchHeader.ReceivedMs), receivedMs);
        _length = ReportBatchHeader.Length;
        SetVehicle(vehicleId);
    }

    /// <summary>Puts another vehicle into the header, where it is known only after reading the frame.</summary>
    public void SetVehicle(long vehicleId)
    {
        ThrowIfNotBegun();
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(ReportBatchHeader.VehicleId), vehicleId);
    }

    /// <inheritdoc/>
    public DeviceReport Rent()
    {
        _report.Clear();
        return _report;
    }

    /// <summary>Appends the report; false, and nothing appended, where the batch is full.</summary>
    public bool Add(DeviceReport report)
    {
        ThrowIfNotBegun();
        if (Count == ushort.MaxValue
            || !EnsureSpace(ReportBatchHeader.ReportLengthSize + ReportCodec.MaxLength(report)))
        {
            return false;
        }

        var length = ReportCodec.Encode(report, _buffer.AsSpan(_length + ReportBatchHeader.ReportLengthSize));
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_length), (ushort)length);
        _length += ReportBatchHeader.ReportLengthSize + length;
        Count++;
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(ReportBatchHeader.Count), (ushort)Count);
        return true;
    }

    /// <summary>Forgets the batch, keeping the buffer.</summary>
    public void Reset()
    {
        _length = 0;
        Count = 0;
    }

    // Asks for the bound of a report, not its length: a batch may so end up to 7 KiB before the cap.
    private bool EnsureSpace(int bytes)
    {
        if (_buffer.Length - _length >= bytes)
        {
            return true;
        }

        if (_maxLength - _length < bytes)
        {
            return false;
        }

        var wanted = Math.Max(_length + bytes, Math.Max(InitialLength, _buffer.Length * 2));
        Array.Resize(ref _buffer, Math.Min(wanted, _maxLength));
        return true;
    }

    private void ThrowIfNotBegun()
    {
        if (_length == 0)
        {
            throw new InvalidOperationException("Begin starts a batch.");
        }
    }
}
