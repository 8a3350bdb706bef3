using System.Globalization;
using System.Text;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>IPS 2: a checksum at the end of every body but a ping's.</summary>
internal sealed class WialonFamily(long imei) : Family(imei)
{
    public override string Name => "wialon";

    public override Exchange Login => new(Signed("#L#", $"2.0;{DeviceId};NA;"), Line("#AL#1"));

    public override Exchange Heartbeat => new(Line("#P#"), Line("#AP#"));

    public override byte[] Refusal => Line("#AL#0");

    public override Exchange Report(Moment moment) => new(Data(moment), Line("#AD#1"));

    /// <summary>The last digit of the checksum is another one.</summary>
    public override Exchange Damaged(Moment moment) => new(ChangeDigit(Data(moment), 3), Line("#AD#16"));

    private static byte[] Data(Moment moment) => Signed("#D#", string.Create(
        CultureInfo.InvariantCulture,
        $"{moment.Utc:ddMMyy;HHmmss};{Minutes(moment.Latitude):0000.0000};N;{Minutes(-moment.Longitude):00000.0000};W;"
        + $"48;315;331;9;0.9;0;0;NA;NA;ign:1:{(moment.Ignition ? 1 : 0)},temp1:2:{moment.Celsius:0.0};"));

    /// <summary>Degrees and minutes as one number: 33° 30' is 3330.</summary>
    private static double Minutes(double degrees) => (Math.Floor(degrees) * 100) + ((degrees - Math.Floor(degrees)) * 60);

    private static byte[] Signed(string type, string body) =>
        Line(string.Create(CultureInfo.InvariantCulture, $"{type}{body}{Checks.Arc(Encoding.ASCII.GetBytes(body)):X4}"));

    private static byte[] Line(string text) => Encoding.ASCII.GetBytes(text + "\r\n");
}
