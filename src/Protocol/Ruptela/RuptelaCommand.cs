namespace Gateway.Protocol.Ruptela;

/// <summary>Commands from devices. An answer has the command plus 100.</summary>
internal enum RuptelaCommand : byte
{
    Records = 1,
    Configuration = 2,
    Version = 3,
    FirmwareUpdate = 4,
    SetConnection = 5,
    SetOdometer = 6,
    SmsResponse = 7,
    Sms = 8,
    TroubleCodes = 9,
    Identification = 15,
    Heartbeat = 16,
    SetIo = 17,
    TachographDownload = 36,
    Files = 37,

    /// <summary>Records with ids and event of two bytes.</summary>
    ExtendedRecords = 68,
}
