using System.Globalization;
using DeviceSimulator.Fleet.Wire;

namespace Gateway.Tests.EndToEnd.Families;

internal sealed class Jt808Family(long imei) : SimulatedFamily(new Jt808Encoder(), imei)
{
    private const ushort HeartbeatId = 0x0002;
    private const ushort AuthenticationId = 0x0102;
    private const ushort LocationId = 0x0200;

    public override string Name => "jt808";

    public override Exchange Login => new(LoginFrame(), Answer(AuthenticationId, 0, 0));

    public override Exchange Heartbeat => new(HeartbeatFrame(), Answer(HeartbeatId, 0, 0));

    public override byte[] Refusal => Answer(AuthenticationId, 0, 1);

    /// <remarks>The encoder's serial number: the sequence above, the number of records below.</remarks>
    public override Exchange Report(Moment moment) =>
        new(ReportFrame(moment), Answer(LocationId, (ushort)((SequenceOf(moment) << 8) | 1), 0));

    public override Exchange Damaged(Moment moment)
    {
        // Speed, whose byte is none that would need an escape.
        var frame = ReportFrame(moment);
        frame[1 + 17 + 18] ^= 1;
        return new Exchange(frame, []);
    }

    /// <summary>8001 in the edition of 2019.</summary>
    private byte[] Answer(ushort message, ushort serial, byte result)
    {
        byte[] content =
        [
            0x80, 0x01, 0x40, 0x05, 0x01,
            .. Convert.FromHexString(Number.ToString("D20", CultureInfo.InvariantCulture)),
            0, 0,
            .. Checks.Big(serial), .. Checks.Big(message), result,
        ];
        return [0x7E, .. ((byte[])[.. content, Checks.Xor(content)]).SelectMany(Escaped), 0x7E];
    }

    private static byte[] Escaped(byte value) => value switch
    {
        0x7E => [0x7D, 2],
        0x7D => [0x7D, 1],
        _ => [value],
    };
}
