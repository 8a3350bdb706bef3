using System.Globalization;
using System.Text;
using DeviceSimulator.Fleet.Wire;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>Text, with acknowledgements. Text has no checksum; the frame with a wrong one is a heartbeat in HEX form.</summary>
internal sealed class QueclinkFamily(long imei) : SimulatedFamily(new QueclinkEncoder(sack: true), imei)
{
    public override string Name => "queclink";

    public override string ListenerOptions => ",ack=all";

    public override Exchange Heartbeat => new(HeartbeatFrame(), Encoding.ASCII.GetBytes("+SACK:GTHBD,060800,0000$"));

    public override Exchange Report(Moment moment) => new(
        ReportFrame(moment),
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"+SACK:{SequenceOf(moment):X4}$")));

    /// <remarks>Type and versions as in the GV200's document; its id is two digits a byte as numbers, the last one alone.</remarks>
    public override Exchange Damaged(Moment moment)
    {
        var time = moment.Utc;
        byte[] frame =
        [
            .. "+HBD"u8, 0xEB, 30, 1, 0x0C, 0x01,
            .. Enumerable.Range(0, 7).Select(pair => byte.Parse(DeviceId.AsSpan(2 * pair, 2), CultureInfo.InvariantCulture)),
            (byte)(DeviceId[14] - '0'),
            .. Checks.Big((ushort)time.Year), (byte)time.Month, (byte)time.Day, (byte)time.Hour, (byte)time.Minute, (byte)time.Second,
            0, 1,
            0, 0,
            0x0D, 0x0A,
        ];
        return new Exchange(frame, []);
    }
}
