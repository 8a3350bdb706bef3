using System.Buffers.Binary;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Teltonika;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Teltonika;

/// <summary>Frames that stand in the vendor's document, so that a plain clone tests them too, and builders for others.</summary>
internal static class TeltonikaFrames
{
    public const string Imei = "123456789012345";

    public static byte[] Login { get; } = LoginOf(Imei);

    /// <summary>"Teltonika Data Sending Protocols", Codec 8, first example.</summary>
    public static byte[] Codec8 { get; } = Convert.FromHexString(
        "000000000000003608010000016B40D8EA30010000000000000000000000000000000105021503010101425E0F01F10000601A014E00000000"
        + "00000000010000C7CF");

    /// <summary>The same, Codec 8 Extended.</summary>
    public static byte[] Codec8Extended { get; } = Convert.FromHexString(
        "000000000000004A8E010000016B412CEE000100000000000000000000000000000000010005000100010100010011001D00010010015E2C88"
        + "0002000B000000003544C87A000E000000001DD7E06A00000100002994");

    /// <summary>The same, Codec 16.</summary>
    public static byte[] Codec16 { get; } = Convert.FromHexString(
        "000000000000005F10020000016BDBC7833000000000000000000000000000000000000B05040200010000030002000B00270042563A000000"
        + "00016BDBC7871800000000000000000000000000000000000B05040200010000030002000B00260042563A00000200005FB3");

    /// <summary>The same, Codec 12, an answer to "getinfo".</summary>
    public static byte[] Codec12 { get; } = Convert.FromHexString(
        "00000000000000370C01060000002F4449313A31204449323A30204449333A302041494E313A302041494E323A313639323420444F313A3020"
        + "444F323A3101000066E3");

    /// <summary>The same, Codec 15.</summary>
    public static byte[] Codec15 { get; } = Convert.FromHexString(
        "000000000000001b0f010b00000013654b65a4012345678912345648656c6c6f210a01000093d6");

    /// <summary>A connection that is logged in.</summary>
    public static SessionReplay LoggedIn(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        new SessionReplay(new TeltonikaProtocol(), new ProtocolOptions { Checksum = policy }).Feed(Login);

    public static byte[] LoginOf(string imei) => [0, (byte)imei.Length, .. imei.Select(c => (byte)c)];

    /// <summary>A packet with right length, counts and checksum.</summary>
    public static byte[] Packet(byte codec, params byte[][] records) =>
        Wrap([codec, (byte)records.Length, .. records.SelectMany(record => record), (byte)records.Length]);

    /// <summary>Four zeros, length, data, checksum.</summary>
    public static byte[] Wrap(byte[] data)
    {
        var frame = new byte[8 + data.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), data.Length);
        data.CopyTo(frame, 8);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8 + data.Length), Crc16.Arc.Compute(data));
        return frame;
    }
}
