using System.Globalization;
using System.Text;
using Gateway.Protocol.Meitrack;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;

namespace Gateway.Protocol.Tests.Meitrack;

/// <summary>Frames with right lengths and checksums, made apart from the code under test, and examples of the documents.</summary>
internal static class MeitrackFrames
{
    public const string Imei = "353358017784062";

    /// <summary>"T622 GPRS Protocol" V1.2, AAA: the SOS button was pressed. Its identifier, length and checksum are as printed.</summary>
    public const string SosOfTheDocument =
        "AAA,1,22.538169,114.075958,100313095653,A,3,21,4,46,5,581,0,148,0|0|10133|4172,0000,166|204|205|2709|878,";

    /// <summary>A record with everything that a text can say.</summary>
    public const string FullRecord =
        "AAA,37,-33.815773,151.200181,240229235959,A,9,21,68,74,0.9,-9,1988259,525882,505|3|00FA|04E381F5,0201,"
        + "0003|0000|0000|01A6|0571,006380df,,3,0A19,010A92|06FB2E,360,511";

    /// <summary>A record of CCC: event 2, moving, input 2 active.</summary>
    public const string CompactRecord =
        "02" + "94062000" + "C8FFDFFF" + "9065DC14" + "01" + "09" + "15" + "4400" + "5A00" + "0900" + "F7FF"
        + "A3561E00" + "3A060800" + "E600010048385765" + "0201" + "0300" + "A101" + "C204" + "00000000";

    /// <summary>A record of CCE without its length: temperatures, a driver's tag and a Bluetooth sensor in it.</summary>
    public const string ParameterRecord =
        "1700" + "07" + "0501" + "0611" + "0719" + "1401" + "1502" + "FE6964" + "1B00"
        + "08" + "081800" + "09C600" + "0A0500" + "0BFEFF" + "160700" + "19A601" + "1A9105" + "402500"
        + "06" + "02F5A90502" + "037A7296FF" + "04A5EC6231" + "0CB2E90700" + "0D3F800200" + "25DF806300"
        + "04" + "0E0C5C0202001705213E9701A0FF" + "2A0301920A" + "2B03022EFB"
        + "FE731A010554656D7031AC233FAF076E645DF591320000000000000000";

    public static byte[] Full { get; } = Frame(FullRecord);

    public static byte[] Compact { get; } = Frame("CCC,", Convert.FromHexString("0201340005000000" + CompactRecord + CompactRecord));

    public static byte[] Parameters { get; } = Frame("CCE,", ParameterData(ParameterRecord, ParameterRecord));

    public static byte[] Answer { get; } = Frame("D82,0");

    public static SessionReplay Session(ChecksumPolicy policy = ChecksumPolicy.Strict) =>
        new(new MeitrackProtocol(), new ProtocolOptions { Checksum = policy });

    /// <summary>CCE data: nothing more stored, the count, the records.</summary>
    public static byte[] ParameterData(params string[] records) =>
    [
        0, 0, 0, 0, (byte)records.Length, 0,
        .. records.Select(Convert.FromHexString).SelectMany(record => (byte[])[(byte)record.Length, (byte)(record.Length >> 8), .. record]),
    ];

    public static byte[] Frame(string content, params ReadOnlySpan<byte> data) => Wrap($",{Imei},{content}", data, 0);

    /// <summary>A frame whose length field is wrong by so much.</summary>
    public static byte[] Miscounted(string content, int by) => Wrap($",{Imei},{content}", [], by);

    private static byte[] Wrap(string content, ReadOnlySpan<byte> data, int by)
    {
        var counted = (content.Length + data.Length + 5 + by).ToString(CultureInfo.InvariantCulture);
        byte[] frame = [.. Encoding.ASCII.GetBytes($"$$G{counted}{content}"), .. data, (byte)'*'];
        var sum = frame.Aggregate(0, (total, value) => total + value) & 0xFF;
        return [.. frame, .. Encoding.ASCII.GetBytes(sum.ToString("X2", CultureInfo.InvariantCulture) + "\r\n")];
    }
}
