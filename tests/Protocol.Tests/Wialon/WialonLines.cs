using System.Text;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Protocol.Wialon;

namespace Gateway.Protocol.Tests.Wialon;

/// <summary>Lines of the documents.</summary>
internal static class WialonLines
{
    public const string Imei = "353976013445485";

    public const string Short = "#SD#270413;205601;5544.6025;N;03739.6834;E;1;2;3;4";

    public const string Data =
        "#D#151216;135910;5321.1466;S;04441.7929;W;87;156;265.5;12;1.1;241;3;12.5,,0.25;01000B00791C1793;SOS:1:1,ign:1:1,temp2:2:-18.5,t:3:x";

    /// <summary>A connection that is logged in, without checksums.</summary>
    public static SessionReplay LoggedIn(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        New(policy).Feed(Line($"#L#{Imei};NA"));

    /// <summary>The same in version 2.</summary>
    public static SessionReplay LoggedIn2(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        New(policy).Feed(Signed($"#L#2.0;{Imei};secret;"));

    public static SessionReplay New(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        new(new WialonProtocol(), new ProtocolOptions { Checksum = policy });

    public static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\r\n");

    /// <summary>A line of version 2: its checksum stands after the last separator, which it covers.</summary>
    public static byte[] Signed(string text)
    {
        var body = text[(text.IndexOf('#', text.IndexOf('#') + 1) + 1)..];
        return Line($"{text}{Crc16.Arc.Compute(Encoding.UTF8.GetBytes(body)):X4}");
    }

    public static string Text(this ReplayedFrame frame) => Encoding.ASCII.GetString(frame.Reply);
}
