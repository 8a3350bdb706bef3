using System.Buffers.Binary;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>Extended records; every frame names its device.</summary>
internal sealed class RuptelaFamily(long imei) : Family(imei)
{
    private const byte ExtendedRecords = 68;
    private const byte HeartbeatCommand = 16;
    private const byte RecordsAnswer = 100;
    private const byte HeartbeatAnswer = 116;

    public override string Name => "ruptela";

    public override Exchange Heartbeat => new(Frame(HeartbeatCommand, []), Answer(HeartbeatAnswer, 1));

    public override byte[] Refusal => Answer(RecordsAnswer, 0);

    public override Exchange Report(Moment moment) => new(Records(moment), Answer(RecordsAnswer, 1));

    public override Exchange Damaged(Moment moment) => new(Flip(Records(moment), 1), Answer(RecordsAnswer, 0));

    private byte[] Records(Moment moment) => Frame(ExtendedRecords,
    [
        0, 1,
        .. Big((int)moment.Time), 0, 0, 0,
        .. Big((int)Math.Round(moment.Longitude * 1e7)), .. Big((int)Math.Round(moment.Latitude * 1e7)),
        .. Checks.Big(3310), .. Checks.Big(31_500), 9, .. Checks.Big(48), 9, .. Checks.Big(7),
        1, .. Checks.Big(409), moment.Ignition ? (byte)1 : (byte)0,
        1, .. Checks.Big(78), .. Checks.Big((ushort)(moment.Celsius * 10)),
        0,
        0,
    ]);

    private byte[] Frame(byte command, byte[] data)
    {
        var imei = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(imei, Number);
        return Wrap([.. imei, command, .. data]);
    }

    private static byte[] Answer(byte command, byte accepted) => Wrap([command, accepted]);

    private static byte[] Wrap(byte[] content) =>
        [.. Checks.Big((ushort)content.Length), .. content, .. Checks.Big(Checks.Kermit(content))];

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
