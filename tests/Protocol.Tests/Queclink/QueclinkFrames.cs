using System.Buffers.Binary;
using System.Text;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Queclink;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Queclink;

/// <summary>Frames of the vendor's documents and of real devices, so that a plain clone tests them too.</summary>
internal static class QueclinkFrames
{
    public const string Heartbeat = "+ACK:GTHBD,1A0102,135790246811220,,20100214093254,11F0$";

    public const string Fixed =
        "+RESP:GTFRI,380903,869606020188383,,14200,40,1,2,43.4,80,252.4,8.606297,50.700200,20200721090109,0262,0001,1932,1BA4,"
        + "00,12.5,00259:11:50,1930,,87,220103,,,,20200721090110,00B9$";

    public const string Expanded =
        "+RESP:GTERI,060800,861074023677175,,00000002,12351,10,1,1,0.0,0,2862.4,-78.467273,-0.164998,20170529181717,,,,,,0.0,"
        + "00259:11:50,,,0,210104,2,2,28E17436060000E2,1,015F,28FFE2,1,FFE2,20170529181723,2824$";

    public const string IgnitionOn =
        "+RESP:GTIGN,060228,862894020180553,,1200,1,4.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18d8,6141,00,"
        + "00010:30:00,2000.0,20090214093254,11F0$";

    public const string IgnitionOffWithoutFix =
        "+BUFF:GTIGF,060228,862894020180553,,1200,0,,,,,,,0460,0000,18d8,6141,00,,2000.0,20090214093300,11F1$";

    public const string Driver =
        "+RESP:GTIDA,06020C,862170013895931,,,D2C4FBC5,1,1,1,0.8,0,22.2,117.198630,31.845229,20120802121626,0460,0000,5663,"
        + "2BB9,00,0.0,,,,,20120802121627,015A$";

    /// <summary>A GB100 with its ignition on; a real frame.</summary>
    public static byte[] HexEvent { get; } = Convert.FromHexString(
        "2b4556542d00fc1fbf0063450102020956325403000343056437f8220700000200000000010000160100f2007eff75a1f0025c6b1a07e1080108"
        + "241a02680003189c1ac500000000000002100800000000000000000007e1080108241a19e24e4e0d0a");

    /// <summary>GV200 @Track Air Interface Protocol (TRACGV200AN003), 4.6.</summary>
    public static byte[] HexHeartbeat { get; } =
        Convert.FromHexString("2B484244EB1E010C01235C1F0343231B0007DC011E09202600" + "0DE29C0D0A");

    /// <summary>@Track of the GL601, version 10, report frame.</summary>
    public static byte[] Records { get; } = Convert.FromHexString(
        "2B00004E0001234567890123450000001B00003764F9AAF600000300020B4D79496F54646576696365510F09073C46FF01DB88575F179DA0017D"
        + "550E0604BC8A001000021000100C130301234F24");

    /// <summary>The same, heartbeat frame.</summary>
    public static byte[] BinaryHeartbeat { get; } = Convert.FromHexString("2B1018012345678901234580010007005E362F5A10F21424");

    public static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    public static SessionReplay Replay(ProtocolOptions? options = null) => new(new QueclinkProtocol(), options);

    public static ReplayedFrame Read(string text, ProtocolOptions? options = null) => Replay(options).Feed(Bytes(text)).Frames.Single();

    public static DeviceReport Report(string text) => Read(text).Reports.Single();

    /// <summary>The frame with a changed byte and a right checksum.</summary>
    public static byte[] WithChecksum(byte[] frame)
    {
        var crc = Crc16.CcittFalse.Compute(frame.AsSpan(4, frame.Length - 8));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(frame.Length - 4), crc);
        return frame;
    }
}
