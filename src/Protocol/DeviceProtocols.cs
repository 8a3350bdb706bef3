using Gateway.Protocol.Galileosky;
using Gateway.Protocol.Jt808;
using Gateway.Protocol.Meitrack;
using Gateway.Protocol.Queclink;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Suntech;
using Gateway.Protocol.Teltonika;

namespace Gateway.Protocol;

/// <summary>The families that this build speaks. A new one is a folder beside this file, and a line here.</summary>
public static class DeviceProtocols
{
    public static IReadOnlyList<IDeviceProtocol> All { get; } =
    [
        new TeltonikaProtocol(),
        new Jt808Protocol(),
        new QueclinkProtocol(),
        new MeitrackProtocol(),
        new GalileoskyProtocol(),
        new SuntechProtocol(),
    ];
}
