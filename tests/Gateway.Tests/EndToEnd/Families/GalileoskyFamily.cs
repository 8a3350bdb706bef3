using System.Text;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>Packets of tags after one that names the device. There is no heartbeat: the devices send packets with records.</summary>
internal sealed class GalileoskyFamily(long imei) : Family(imei)
{
    private const ushort Moving = 1;
    private const ushort EngineRuns = 1 << 9;

    public override string Name => "galileosky";

    public override Exchange Login => Answered(Packet([3, .. Encoding.ASCII.GetBytes(DeviceId), 4, 50, 0]));

    public override Exchange Report(Moment moment) => Answered(Records(moment));

    public override Exchange Damaged(Moment moment) => new(Flip(Records(moment), 1), []);

    private static byte[] Records(Moment moment) => Packet(
    [
        0x20, .. BitConverter.GetBytes((uint)moment.Time),
        0x30, 9,
        .. BitConverter.GetBytes((int)Math.Round(moment.Latitude * 1e6)),
        .. BitConverter.GetBytes((int)Math.Round(moment.Longitude * 1e6)),
        0x33, .. Checks.Little(480), .. Checks.Little(3150),
        0x34, .. Checks.Little(331),
        0x35, 9,
        0x40, .. Checks.Little(moment.Ignition ? (ushort)(EngineRuns | Moving) : (ushort)0),
        0x70, 1, (byte)moment.Celsius,
    ]);

    private static byte[] Packet(byte[] tags)
    {
        byte[] packet = [1, .. Checks.Little((ushort)tags.Length), .. tags];
        return [.. packet, .. Checks.Little(Checks.Modbus(packet))];
    }

    /// <summary>The answer repeats the packet's checksum.</summary>
    private static Exchange Answered(byte[] packet) => new(packet, [2, .. packet[^2..]]);
}
