using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Meitrack;

/// <summary>The number of an iButton or RFID tag, as hexadecimal digits.</summary>
internal static class DriverTag
{
    private const int MaxBytes = 16;

    /// <summary>Reports the digits in upper case; only zeros are no driver. Other text is no tag.</summary>
    public static void Report(ReadOnlySpan<byte> digits, DeviceReport report)
    {
        Span<byte> upper = stackalloc byte[2 * MaxBytes];
        if (digits.Length > upper.Length)
        {
            return;
        }

        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiHexDigit((char)digits[i]))
            {
                return;
            }

            upper[i] = (byte)char.ToUpperInvariant((char)digits[i]);
        }

        report.DriverReported = true;
        if (upper[..digits.Length].ContainsAnyExcept((byte)'0'))
        {
            report.Driver.TrySet(upper[..digits.Length]);
        }
    }

    /// <summary>Reports bytes, the first one first.</summary>
    public static void ReportBytes(ReadOnlySpan<byte> bytes, DeviceReport report)
    {
        Span<byte> digits = stackalloc byte[2 * MaxBytes];
        if (bytes.Length is > 0 and <= MaxBytes && Convert.TryToHexString(bytes, digits, out var written))
        {
            Report(digits[..written], report);
        }
    }
}
