using System.Buffers.Binary;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Text;

namespace Gateway.Protocol.Teltonika;

/// <summary>
/// What the serial port took in, in a Codec 13 message: u8 count, u8 type, u32 length of time and text, u32 Unix seconds,
/// text, u8 count. Only the text of driver card readers is understood: <c>GTSL|6|1|0|card|1|</c>.
/// </summary>
internal static class SerialText
{
    private const int HeadLength = 7;
    private const int TimeLength = sizeof(uint);
    private const int FieldsBeforeCard = 4;

    /// <summary>
    /// Reads a Codec 13 message's data (codec id to last count). False where it says nothing that a report holds.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> data, DeviceReport report)
    {
        if (data.Length < HeadLength + TimeLength + 1
            || BinaryPrimitives.ReadUInt32BigEndian(data[(HeadLength - sizeof(uint))..]) != data.Length - HeadLength - 1)
        {
            return false;
        }

        var text = data[(HeadLength + TimeLength)..^1];
        if (!text.StartsWith("GTSL|"u8))
        {
            return false;
        }

        var fields = new FieldReader(text, (byte)'|');
        fields.Skip(FieldsBeforeCard);

        // A card that ends the text was cut off.
        if (!fields.TryRead(out var card) || fields.AtEnd || card.IsEmpty)
        {
            return false;
        }

        // Only zeros: no card is in the reader.
        if (card.ContainsAnyExcept((byte)'0') && !report.Driver.TrySet(card))
        {
            return false;
        }

        report.Kind = ReportKind.Record;
        report.DeviceTimeMs = 1000L * BinaryPrimitives.ReadUInt32BigEndian(data[HeadLength..]);
        report.DriverReported = true;
        return true;
    }
}
