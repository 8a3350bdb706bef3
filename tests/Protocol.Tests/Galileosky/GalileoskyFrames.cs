using System.Buffers.Binary;
using System.Text;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Galileosky;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Galileosky;

/// <summary>Packets put together from the manual's table of tags.</summary>
internal static class GalileoskyFrames
{
    public const string Imei = "868204001549087";

    /// <summary>A head packet that a real device sent: IMEI and device number.</summary>
    public static byte[] Login { get; } = Convert.FromHexString("011380033836383230343030313534393038370432008590");

    /// <summary>
    /// 2014-04-14 15:58:31, 8 satellites, 59.665656 north, 69.994 east, 109.5 km/h, 67.0 degrees, 64 m, HDOP 0.9, engine
    /// on, 27.472 V and 4.239 V.
    /// </summary>
    public static byte[] Record { get; } = Convert.FromHexString(
        "20A7054C53" + "3008F86C8E0310062C04" + "3347049E02" + "344000" + "3509" + "400132" + "41506B" + "428F10");

    public static SessionReplay Replay(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        new(new GalileoskyProtocol(), new ProtocolOptions { Checksum = policy });

    public static SessionReplay LoggedIn(ChecksumPolicy policy = ChecksumPolicy.Strict) => Replay(policy).Feed(Login);

    public static byte[] ImeiTag(string imei) => [3, .. Encoding.ASCII.GetBytes(imei)];

    public static byte[] Packet(params byte[][] tags) => Wrap(1, [.. tags.SelectMany(tag => tag)]);

    public static byte[] Wrap(byte header, byte[] content)
    {
        var frame = new byte[3 + content.Length + 2];
        frame[0] = header;
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(1), (ushort)content.Length);
        content.CopyTo(frame, 3);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(3 + content.Length), Crc16.Modbus.Compute(frame.AsSpan(0, 3 + content.Length)));
        return frame;
    }
}
