using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Suntech;

/// <summary>A driver's tag. The first one that a report names counts; only zeros mean that none is present.</summary>
internal static class DriverId
{
    private const int MaxBytes = 20;

    public static void Report(ReadOnlySpan<byte> tag, DeviceReport report)
    {
        if (tag.IsEmpty || report.DriverReported)
        {
            return;
        }

        report.DriverReported = true;
        if (tag.ContainsAnyExcept((byte)'0') && !report.Driver.TrySet(tag))
        {
            report.DriverReported = false;
        }
    }

    /// <summary>The bytes as upper-case hexadecimal digits.</summary>
    public static void ReportBytes(ReadOnlySpan<byte> bytes, DeviceReport report)
    {
        Span<byte> digits = stackalloc byte[2 * MaxBytes];
        if (bytes.Length <= MaxBytes && Convert.TryToHexString(bytes, digits, out var written))
        {
            Report(digits[..written], report);
        }
    }
}
