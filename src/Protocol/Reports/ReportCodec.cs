namespace Gateway.Protocol.Reports;

/// <summary>
/// One report as bytes: exact (every field comes back bit for bit), compact, and deterministic (the same report gives
/// the same bytes, so that they can stand for it in a hash). The format is in the README of this folder.
/// </summary>
public static class ReportCodec
{
    /// <summary>The version of the format that this build writes and reads.</summary>
    public const byte Version = 1;

    /// <summary>The fewest bytes of an encoded report: kind and bitmap.</summary>
    public const int MinLength = 1 + sizeof(uint);

    /// <summary>Two times, six integers and the alarms as varints; the position; nine numbers; two texts.</summary>
    private const int MaxFixedLength = MinLength
        + (11 * CompactWriter.MaxVarint)
        + (2 * sizeof(double))
        + (9 * CompactWriter.MaxNumber)
        + (2 * (1 + DeviceText.Capacity));

    private const int MaxReadingLength = 2 + CompactWriter.MaxNumber;
    private const int MaxIoValueLength = 3 + CompactWriter.MaxVarint;

    /// <summary>An upper bound of <see cref="Encode"/>'s result, at most about 7 KiB.</summary>
    public static int MaxLength(DeviceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return MaxFixedLength
            + (report.Readings.Length * MaxReadingLength)
            + (report.IoValues.Length * MaxIoValueLength);
    }

    /// <summary>Writes the report; returns the number of bytes.</summary>
    /// <param name="report">What to write.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    public static int Encode(DeviceReport report, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, MaxLength(report), nameof(destination));
        return ReportEncoder.Encode(report, destination);
    }

    /// <summary>
    /// Reads a report that fills <paramref name="body"/> exactly. False where the bytes are not one;
    /// <paramref name="into"/> then holds nothing of use.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> body, DeviceReport into)
    {
        ArgumentNullException.ThrowIfNull(into);
        return ReportDecoder.TryDecode(body, into);
    }
}
