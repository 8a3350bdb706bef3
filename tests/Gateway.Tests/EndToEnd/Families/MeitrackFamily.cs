using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>
/// Texts (AAA) for what it tells, and a binary record (CCC), which is acknowledged. Its frames have no ignition: which input
/// is wired to it depends on the model, and no frame names the model.
/// </summary>
internal sealed class MeitrackFamily(long imei) : Family(imei)
{
    private const long Year2000 = 946_684_800;

    public override string Name => "meitrack";

    public override Exchange Heartbeat => new(
        Frame("$$", Encoding.ASCII.GetBytes("AAA,31,1.5,2.5,240301000200,V,0,25,0,0,0,0,1,1,,0000,|||,")), []);

    public override bool TellsIgnition => false;

    public override Exchange Report(Moment moment) => new(Text(moment), []);

    public override Exchange Stored(Moment moment)
    {
        var record = new byte[52];
        record[0] = 35;
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(1), (int)Math.Round(moment.Latitude * 1e6));
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(5), (int)Math.Round(moment.Longitude * 1e6));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(9), (uint)(moment.Time - Year2000));
        record[13] = 1;
        record[14] = 9;

        // Version, length of a record, number of those still stored.
        byte[] data = [2, 1, 52, 0, 0, 0, 0, 0, .. record];
        return new Exchange(Frame("$$", [.. "CCC,"u8, .. data]), Frame("@@", "CCC,1"u8));
    }

    /// <summary>The last digit of the sum is another one.</summary>
    public override Exchange Damaged(Moment moment) => new(ChangeDigit(Text(moment), 3), []);

    private byte[] Text(Moment moment) => Frame("$$", Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"AAA,35,{moment.Latitude:F6},{moment.Longitude:F6},{moment.Utc:yyMMddHHmmss},A,9,21,48,315,0.9,331,1000,600,"
        + $"505|3|00FA|04E381F5,0000,0003|0000|0000|01A6|0571,,,3,0A19,01{(ushort)(moment.Celsius * 100):X4},360,511")));

    /// <summary>The length counts from the first comma to the line feed; the sum runs from the first byte to the asterisk.</summary>
    private byte[] Frame(string start, ReadOnlySpan<byte> content)
    {
        var length = 1 + DeviceId.Length + 1 + content.Length + 5;
        byte[] frame =
        [
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{start}G{length},{DeviceId},")),
            .. content,
            (byte)'*',
        ];
        return [.. frame, .. Encoding.ASCII.GetBytes(Checks.Sum(frame).ToString("X2", CultureInfo.InvariantCulture)), 0x0D, 0x0A];
    }
}
