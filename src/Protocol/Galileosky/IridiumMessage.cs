using System.Buffers.Binary;

namespace Gateway.Protocol.Galileosky;

/// <summary>
/// A message of Iridium's Short Burst Data service as DirectIP delivers it ("Iridium Short Burst Data Service Developers
/// Guide", mobile originated): revision, length, then elements of id, u16 length and content, all big endian. It has no
/// checksum; TCP carries it from the Iridium gateway.
/// </summary>
internal static class IridiumMessage
{
    private const byte Header = 0x01;
    private const byte Payload = 0x02;
    private const int ElementHeadLength = 3;
    private const int HeaderLength = 28;
    private const int ImeiOffset = 4;

    /// <summary>Finds the modem's IMEI and the device's tags; false where the elements do not fill the message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> imei, out ReadOnlySpan<byte> tags)
    {
        imei = default;
        tags = default;
        var rest = frame[GalileoskyFrame.HeaderLength..];
        while (!rest.IsEmpty)
        {
            if (rest.Length < ElementHeadLength)
            {
                return false;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
            if (length > rest.Length - ElementHeadLength)
            {
                return false;
            }

            var content = rest.Slice(ElementHeadLength, length);
            switch (rest[0])
            {
                case Header when length == HeaderLength:
                    imei = content.Slice(ImeiOffset, GalileoskyTag.ImeiLength);
                    break;
                case Payload:
                    tags = content;
                    break;
                default:
                    break;
            }

            rest = rest[(ElementHeadLength + length)..];
        }

        return !imei.IsEmpty;
    }
}
