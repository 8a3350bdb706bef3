using System.Buffers.Binary;

namespace Gateway.Protocol.Reports;

/// <summary>
/// Reads what <see cref="ReportBatchWriter"/> wrote. Never throws for what the bytes are, and never reads beyond them:
/// <see cref="Status"/> says what was wrong.
/// </summary>
public ref struct ReportBatchReader
{
    /// <summary>Bytes before the first report. What follows is the same for the same frame, whenever it comes.</summary>
    public const int HeaderLength = ReportBatchHeader.Length;

    private ReadOnlySpan<byte> _rest;
    private int _left;

    private ReportBatchReader(ReportBatchStatus status) => Status = status;

    private ReportBatchReader(ReadOnlySpan<byte> batch)
    {
        ProtocolId = batch[ReportBatchHeader.ProtocolId];
        Count = _left = BinaryPrimitives.ReadUInt16LittleEndian(batch[ReportBatchHeader.Count..]);
        VehicleId = BinaryPrimitives.ReadInt64LittleEndian(batch[ReportBatchHeader.VehicleId..]);
        ReceivedMs = BinaryPrimitives.ReadInt64LittleEndian(batch[ReportBatchHeader.ReceivedMs..]);
        _rest = batch[ReportBatchHeader.Length..];

        const int MinReport = ReportBatchHeader.ReportLengthSize + ReportCodec.MinLength;
        if (_rest.Length < Count * MinReport)
        {
            Status = ReportBatchStatus.Truncated;
        }
        else if (Count == 0 && !_rest.IsEmpty)
        {
            Status = ReportBatchStatus.Corrupt;
        }
    }

    /// <summary>Whether all is well so far; <see cref="TryRead"/>'s false with Ok is the end.</summary>
    public ReportBatchStatus Status { get; private set; }

    /// <summary><see cref="Sessions.IDeviceProtocol.Id"/> of the protocol that the frame came in.</summary>
    public byte ProtocolId { get; }

    /// <summary>How many reports the batch has, read or not.</summary>
    public int Count { get; }

    /// <summary>The gateway's number of the vehicle.</summary>
    public long VehicleId { get; }

    /// <summary>When the frame was received, Unix milliseconds.</summary>
    public long ReceivedMs { get; }

    /// <summary>
    /// Reads the header; false where the batch can't be read, with the reader's <see cref="Status"/> set.
    /// </summary>
    public static bool TryOpen(ReadOnlySpan<byte> batch, out ReportBatchReader reader)
    {
        // The version comes first: another one may have another header.
        if (!batch.IsEmpty && batch[ReportBatchHeader.Version] != ReportCodec.Version)
        {
            reader = new ReportBatchReader(ReportBatchStatus.UnknownVersion);
        }
        else if (batch.Length < ReportBatchHeader.Length)
        {
            reader = new ReportBatchReader(ReportBatchStatus.Truncated);
        }
        else
        {
            reader = new ReportBatchReader(batch);
        }

        return reader.Status == ReportBatchStatus.Ok;
    }

    /// <summary>Reads the next report.</summary>
    /// <param name="into">Takes the report; cleared first.</param>
    /// <param name="canonicalBytes">
    /// The report's own bytes: the same report has the same bytes wherever it stands.
    /// </param>
    /// <returns>False at the end, or where <see cref="Status"/> is no longer Ok.</returns>
    public bool TryRead(DeviceReport into, out ReadOnlySpan<byte> canonicalBytes)
    {
        ArgumentNullException.ThrowIfNull(into);
        canonicalBytes = default;
        if (Status != ReportBatchStatus.Ok || _left == 0)
        {
            return false;
        }

        if (!BinaryPrimitives.TryReadUInt16LittleEndian(_rest, out var length)
            || _rest.Length - ReportBatchHeader.ReportLengthSize < length)
        {
            return Fail(ReportBatchStatus.Truncated);
        }

        var body = _rest.Slice(ReportBatchHeader.ReportLengthSize, length);
        _rest = _rest[(ReportBatchHeader.ReportLengthSize + length)..];
        _left--;
        if (!ReportCodec.TryDecode(body, into) || (_left == 0 && !_rest.IsEmpty))
        {
            return Fail(ReportBatchStatus.Corrupt);
        }

        canonicalBytes = body;
        return true;
    }

    private bool Fail(ReportBatchStatus status)
    {
        Status = status;
        return false;
    }
}
