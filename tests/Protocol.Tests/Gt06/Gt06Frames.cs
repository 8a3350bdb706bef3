using System.Buffers.Binary;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Gt06;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Gt06;

/// <summary>Frames of the vendor's document, so that a plain clone tests them too, and builders for others.</summary>
internal static class Gt06Frames
{
    public const string Imei = "123456789012345";

    /// <summary>"GT06 GPS Tracker Communication Protocol", example of a login.</summary>
    public static byte[] Login { get; } = Convert.FromHexString("78780D01012345678901234500018CDD0D0A");

    /// <summary>The document's answer to it.</summary>
    public static byte[] LoginAnswer { get; } = Convert.FromHexString("787805010001D9DC0D0A");

    /// <summary>The document's location, 2011-08-29 17:46:16, its checksum mended as the printed one is of another frame.</summary>
    public static byte[] Location { get; } = Short(0x12, "0B081D112E10CC027AC7EB0C46584900148F01CC00287D001FB8", 3);

    /// <summary>The document's status: ACC off, charging, level 6, signal 4.</summary>
    public static byte[] Status { get; } = Short(0x13, "4406040002", 0x1BA);

    /// <summary>A connection that is logged in.</summary>
    public static SessionReplay LoggedIn(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        new SessionReplay(new Gt06Protocol(), new ProtocolOptions { Checksum = policy }).Feed(Login);

    /// <summary>A login, with a time zone field where one is given.</summary>
    public static byte[] LoginOf(string imei, ushort? zone = null) =>
        Short(0x01, $"0{imei}" + (zone is { } field ? $"0001{field:X4}" : ""), 1);

    public static byte[] Short(byte type, string content, ushort serial) =>
        Build(false, type, Convert.FromHexString(content), serial);

    public static byte[] Long(byte type, string content, ushort serial) =>
        Build(true, type, Convert.FromHexString(content), serial);

    /// <summary>A frame with right length and checksum.</summary>
    public static byte[] Build(bool isLong, byte type, ReadOnlySpan<byte> content, ushort serial)
    {
        var length = content.Length + 5;
        byte[] head = isLong
            ? [0x79, 0x79, (byte)(length >> 8), (byte)length, type]
            : [0x78, 0x78, (byte)length, type];
        byte[] frame = [.. head, .. content, (byte)(serial >> 8), (byte)serial, 0, 0, 0x0D, 0x0A];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(^4), Crc16.X25.Compute(frame.AsSpan(2..^4)));
        return frame;
    }
}
