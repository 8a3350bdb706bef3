using DeviceSimulator.Fleet.Wire;

namespace Gateway.Tests.EndToEnd.Families;

internal sealed class TeltonikaFamily(long imei) : SimulatedFamily(new TeltonikaEncoder(TeltonikaCodec.Codec8Extended), imei)
{
    public override string Name => "teltonika";

    public override Exchange Login => new(LoginFrame(), [1]);

    public override Exchange Heartbeat => new(HeartbeatFrame(), []);

    public override byte[] Refusal => [0];

    public override Exchange Report(Moment moment) => new(ReportFrame(moment), [0, 0, 0, 1]);

    public override Exchange Damaged(Moment moment) => new(Flip(ReportFrame(moment), 1), [0, 0, 0, 0]);
}
