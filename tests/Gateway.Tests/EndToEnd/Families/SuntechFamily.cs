using System.Globalization;
using System.Text;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>
/// ST300 status texts; nothing is ever answered. Only data of external devices have a checksum, so that such a report is the
/// one with a wrong checksum.
/// </summary>
internal sealed class SuntechFamily(long number) : Family(number)
{
    private const string ExternalData = "GTSL|6|1|0|22574684|1|\r\n";

    public override string Name => "suntech";

    public override Exchange Heartbeat => Said($"ST300ALV;{DeviceId}");

    public override bool Acknowledges => false;

    public override Exchange Report(Moment moment) => Said(string.Create(
        CultureInfo.InvariantCulture,
        $"ST300STT;{Start(moment)};{(moment.Ignition ? 1 : 0)}00000;2;0002;"
        + $"000061;4.1;1;0.00;1.25;0.00;750;00000000000000;0;2898E16006000058:{moment.Celsius:+0.0;-0.0}"));

    public override Exchange Damaged(Moment moment)
    {
        var wrong = (byte)(Checks.Sum(Encoding.ASCII.GetBytes(ExternalData)) + 1);
        return Said(string.Create(
            CultureInfo.InvariantCulture,
            $"ST300UEX;{Start(moment)};000000;{ExternalData.Length};{ExternalData};{wrong:X2};000000;3.9;1"));
    }

    /// <summary>Id, hardware and software, time, cell, position, speed, course, satellites, fix, odometer, supply.</summary>
    private string Start(Moment moment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DeviceId};01;010;{moment.Utc:yyyyMMdd};{moment.Utc:HH:mm:ss};00129;{moment.Latitude:+00.000000;-00.000000};"
        + $"{moment.Longitude:+000.000000;-000.000000};048.000;315.00;9;1;1716;12.50");

    private static Exchange Said(string text) => new(Encoding.ASCII.GetBytes(text + "\r"), []);
}
