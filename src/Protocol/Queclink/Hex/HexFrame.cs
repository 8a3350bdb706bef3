using System.Buffers.Binary;

namespace Gateway.Protocol.Queclink.Hex;

/// <summary>
/// The fixed part of a HEX report: message type, a mask of what the frame has, length, device type, protocol and firmware
/// version, device id. All integers big endian.
/// </summary>
internal readonly ref struct HexFrame
{
    private const int TypeOffset = QueclinkFrame.HexHeadLength;
    private const int MaskOffset = 5;
    private const int AfterLength = 11;
    private const int IdLength = 8;

    private const uint HasSpeed = 1u << 0;
    private const uint HasAzimuth = 1u << 1;
    private const uint HasAltitude = 1u << 2;
    private const uint HasCell = 1u << 3;
    private const uint HasSendTime = 1u << 4;
    private const uint HasCount = 1u << 5;
    private const uint IdIsName = 1u << 6;
    private const uint HasLength = 1u << 7;
    private const uint HasDeviceType = 1u << 8;
    private const uint HasProtocolVersion = 1u << 9;
    private const uint HasFirmwareVersion = 1u << 10;

    private HexFrame(ReadOnlySpan<byte> bytes, uint mask, int idOffset)
    {
        Bytes = bytes;
        Mask = mask;
        IdOffset = idOffset;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    public uint Mask { get; }

    public byte Type => Bytes[TypeOffset];

    /// <summary>0 where the mask leaves it out.</summary>
    public byte DeviceType => (Mask & HasDeviceType) != 0 ? Bytes[AfterLength] : (byte)0;

    /// <summary>Where what differs by message and model begins.</summary>
    public int BodyOffset => IdOffset + IdLength;

    /// <summary>Where the send time stands, or would: behind all that is told.</summary>
    public int BodyEnd => Bytes.Length - QueclinkFrame.HexTrailerLength - CountLength - SendTimeLength;

    public long? SendTimeMs => SendTimeLength > 0 ? HexValue.Time(Bytes[BodyEnd..]) : null;

    public bool SpeedIsTold => (Mask & HasSpeed) != 0;

    public bool AzimuthIsTold => (Mask & HasAzimuth) != 0;

    public bool AltitudeIsTold => (Mask & HasAltitude) != 0;

    public bool CellIsTold => (Mask & HasCell) != 0;

    private int IdOffset { get; }

    private int SendTimeLength => (Mask & HasSendTime) != 0 ? HexValue.TimeLength : 0;

    private int CountLength => (Mask & HasCount) != 0 ? sizeof(ushort) : 0;

    /// <summary>False where the frame is too short for its mask.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out HexFrame frame)
    {
        frame = default;
        if (bytes.Length < AfterLength)
        {
            return false;
        }

        var mask = BinaryPrimitives.ReadUInt32BigEndian(bytes[MaskOffset..]);
        var id = AfterLength
            + ((mask & HasDeviceType) != 0 ? 1 : 0)
            + ((mask & HasProtocolVersion) != 0 ? 2 : 0)
            + ((mask & HasFirmwareVersion) != 0 ? 2 : 0);
        frame = new HexFrame(bytes, mask, id);
        return (mask & HasLength) != 0 && frame.BodyOffset <= frame.BodyEnd;
    }

    /// <summary>The device id as text; its length, or 0 where it is none.</summary>
    public int ReadId(Span<byte> id) => HexValue.ReadId(Bytes.Slice(IdOffset, IdLength), (Mask & IdIsName) != 0, id);
}
