using System.Buffers.Binary;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Ruptela;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Ruptela;

/// <summary>Real frames, so that a plain clone tests them too, and builders for others.</summary>
internal static class RuptelaFrames
{
    public const ulong Imei = 863071016796572;

    /// <summary>One record.</summary>
    public static byte[] Record { get; } = Convert.FromHexString(
        "0050000310f5615f419c0100015613d8ed0000fff5b37a035af37801e700000900000d07071b0c020003001c01202cad000500064302a81d33e61e10"
        + "0116317cd3ffff174ad60241000077fa960000f232003c2e");

    /// <summary>Two records.</summary>
    public static byte[] TwoRecords { get; } = Convert.FromHexString(
        "007900000b1a2a5585c30100024e9c036900000f101733208ff45e07b31b570a001009090605011b1a020003001c01ad01021d338e16000002960000"
        + "601a41014bc16d004e9c038400000f104fdf20900d20075103b00a001308090605011b1a020003001c01ad01021d33b116000002960000601a41014b"
        + "c1ea0028f9");

    public static byte[] Identification { get; } = Convert.FromHexString(
        "002e000316d53d58d6020f4573303430302e30332e36382e30340000c2b3090d0e950000827b000003e80000003c003c1681");

    public static byte[] Heartbeat { get; } = Frame(16, []);

    public static byte[] Acknowledged { get; } = Convert.FromHexString("0002640113BC");

    public static byte[] Refused { get; } = Convert.FromHexString("000264000235");

    /// <summary>A frame with right length and checksum.</summary>
    public static byte[] Frame(byte command, byte[] data, ulong imei = Imei)
    {
        var frame = new byte[2 + 9 + data.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)(9 + data.Length));
        BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), imei);
        frame[10] = command;
        data.CopyTo(frame, 11);
        return WithChecksum(frame);
    }

    public static byte[] WithChecksum(byte[] frame)
    {
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(frame.Length - 2), Crc16.Kermit.Compute(frame.AsSpan(2, frame.Length - 4)));
        return frame;
    }

    /// <summary>
    /// Data of one extended record at a place with a fix, with the given elements (id, value) of 1, 2, 4 and 8 bytes.
    /// </summary>
    public static byte[] Extended(
        byte part = 0,
        (ushort Id, byte Value)[]? bytes = null,
        (ushort Id, short Value)[]? shorts = null,
        (ushort Id, int Value)[]? ints = null,
        (ushort Id, long Value)[]? longs = null) =>
    [
        .. Big(1_700_000_000), 0, part, 0, .. Big(252_712_755), .. Big(546_305_118), 0, 100, 0x1B, 0x57, 9, 0, 16, 10, 0, 7,
        (byte)(bytes?.Length ?? 0), .. (bytes ?? []).SelectMany(io => (byte[])[.. Big((short)io.Id), io.Value]),
        (byte)(shorts?.Length ?? 0), .. (shorts ?? []).SelectMany(io => (byte[])[.. Big((short)io.Id), .. Big(io.Value)]),
        (byte)(ints?.Length ?? 0), .. (ints ?? []).SelectMany(io => (byte[])[.. Big((short)io.Id), .. Big(io.Value)]),
        (byte)(longs?.Length ?? 0), .. (longs ?? []).SelectMany(io => (byte[])[.. Big((short)io.Id), .. BigLong(io.Value)]),
    ];

    public static byte[] ExtendedFrame(params byte[][] records) =>
        Frame(68, [0, (byte)records.Length, .. records.SelectMany(record => record)]);

    public static SessionReplay Replay(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        new(new RuptelaProtocol(), new ProtocolOptions { Checksum = policy });

    private static byte[] Big(int value) => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(value));

    private static byte[] Big(short value) => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(value));

    private static byte[] BigLong(long value) => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(value));
}
