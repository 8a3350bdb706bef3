using DeviceSimulator.Fleet.Wire;

namespace Gateway.Tests.EndToEnd.Families;

internal sealed class Gt06Family(long imei) : SimulatedFamily(new Gt06Encoder(), imei)
{
    public override string Name => "gt06";

    public override Exchange Login => Answered(LoginFrame());

    public override Exchange Heartbeat => Answered(HeartbeatFrame());

    public override Exchange Report(Moment moment) => Answered(ReportFrame(moment));

    public override Exchange Damaged(Moment moment) => new(Flip(ReportFrame(moment), 3), []);

    /// <summary>The answer repeats the type and the serial number.</summary>
    private static Exchange Answered(byte[] frame)
    {
        byte[] answered = [5, frame[3], frame[^6], frame[^5]];
        return new Exchange(frame, [0x78, 0x78, .. answered, .. Checks.Big(Checks.X25(answered)), 0x0D, 0x0A]);
    }
}
