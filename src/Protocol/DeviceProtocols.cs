using Gateway.Protocol.Galileosky;
using Gateway.Protocol.Gt06;
using Gateway.Protocol.Jt808;
using Gateway.Protocol.Meitrack;
using Gateway.Protocol.Queclink;
using Gateway.Protocol.Ruptela;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Suntech;
using Gateway.Protocol.Teltonika;
using Gateway.Protocol.Wialon;

namespace Gateway.Protocol;

/// <summary>The families that this build speaks. A new one is a folder beside this file, and a line here.</summary>
public static class DeviceProtocols
{
    public static IReadOnlyList<IDeviceProtocol> All { get; } =
    [
        new TeltonikaProtocol(),
        new Gt06Protocol(),
        new Jt808Protocol(),
        new QueclinkProtocol(),
        new MeitrackProtocol(),
        new RuptelaProtocol(),
        new GalileoskyProtocol(),
        new SuntechProtocol(),
        new WialonProtocol(),
    ];
}
