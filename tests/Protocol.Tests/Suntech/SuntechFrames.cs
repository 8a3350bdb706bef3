using System.Text;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Suntech;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Suntech;

/// <summary>Frames in the forms of the manuals, so that a plain clone tests them too.</summary>
internal static class SuntechFrames
{
    /// <summary>The ST300 manual's answer to StatusReq, its coordinates made whole.</summary>
    public const string Status = "ST300STT;100850000;01;010;20240229;07:12:16;00129;+37.478519;-126.885815;036.029;090.50;7;1;1716;15.33;101010;2;0002";

    /// <summary>The same with everything that settings add.</summary>
    public const string FullStatus = Status + ";000061;4.1;1;0.00;1.25;0.00;750;01B54221010000;1;2898E16006000058:-20.8;2861626006000039:+2.5;:";

    public const string Universal =
        "STT;0560001616;BFFFFF;56;1.0.15;1;20240229;20:52:25;00008D6C;334;20;0925;24;+20.741764;-103.430364;12.34;271.50;19;1;"
        + "00000101;00000010;2;1;1765;00008003;4.1;12.14;136598";

    public const string External =
        "UEX;1610020241;03FFFFFF;161;3.0.9;0;20240506;15:52:55;00006697;724;11;4EDA;33;-5.129240;-42.797868;0.00;0.00;11;1;"
        + "00000001;00000000;24;GTSL|6|1|0|22574684|1|\r\n;A7;;164;0;11.82";

    public const string FuelSensors =
        "ST600UEX;008728327;20;568;20190424;08:33:10;0bf1283b;334;20;2f19;18;+20.514145;-100.743701;000.004;000.00;10;1;10378761;"
        + "12.96;000000;44;t_0=13;N_0=089D.0;t_1=FB;N_1=0E74.0;Q_D=0B\r\n;C9;028498;4.1;1";

    /// <summary>Status in binary: 12 km/h eastwards, ignition and input 2 on.</summary>
    public static byte[] UniversalZip { get; } = Convert.FromHexString(
        "810032" + "0520001338" + "3FFFFF" + "34" + "010003" + "01" + "18021D170B3B" + "00000000" + "000000000000" + "1F"
        + "0047F9D5" + "846A0681" + "04B0" + "2328" + "14" + "01" + "05" + "02" + "02" + "03" + "00A8");

    /// <summary>A driver's tag in binary.</summary>
    public static byte[] DriverZip { get; } = Convert.FromHexString(
        "820039" + "0520001338" + "3FFFFF" + "34" + "010003" + "01" + "18021D170B3B" + "00000000" + "000000000000" + "1F"
        + "0047F9D5" + "846A0681" + "04B0" + "2328" + "14" + "01" + "01" + "00" + "3B" + "0001" + "01A2B3C4D5E6F708");

    /// <summary>Status of an ST300 in zip form.</summary>
    public static byte[] LegacyZip { get; } = Convert.FromHexString(
        "020032" + "10" + "5113408770" + "28" + "813F" + "180C17001604" + "105129" + "0C063565" + "2D793653" + "003638" + "001A30"
        + "E6" + "01665E56" + "0C45" + "15" + "01" + "0075" + "00027127" + "0400" + "01" + "03");

    public static SessionReplay Session(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        new(new SuntechProtocol(), new ProtocolOptions { Checksum = policy });

    public static byte[] Text(string text) => [.. Encoding.Latin1.GetBytes(text), (byte)'\r'];
}
