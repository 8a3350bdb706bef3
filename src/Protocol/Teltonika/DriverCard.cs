using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Teltonika;

/// <summary>A tachograph card's number: 16 ASCII characters in two elements of eight bytes.</summary>
internal struct DriverCard
{
    public ulong? High { get; set; }

    public ulong? Low { get; set; }

    /// <summary>Whether the record had either half.</summary>
    public readonly bool IsAny => High.HasValue || Low.HasValue;

    /// <summary>
    /// Sets the report's driver; false where the halves are not a card, or another driver is already there.
    /// </summary>
    public readonly bool TryReport(DeviceReport report)
    {
        if (High is not { } high || Low is not { } low)
        {
            return false;
        }

        if ((high | low) == 0)
        {
            report.DriverReported = true;
            return true;
        }

        Span<byte> text = stackalloc byte[2 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(text, high);
        BinaryPrimitives.WriteUInt64BigEndian(text[sizeof(ulong)..], low);
        var number = text.TrimEnd((byte)0).TrimEnd((byte)' ');
        if (number.IsEmpty || !report.Driver.IsEmpty || !report.Driver.TrySet(number))
        {
            return false;
        }

        report.DriverReported = true;
        return true;
    }
}
