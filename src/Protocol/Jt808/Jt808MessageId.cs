namespace Gateway.Protocol.Jt808;

/// <summary>Message ids: those of the standard, then those that makers added.</summary>
internal static class Jt808MessageId
{
    public const ushort TerminalResponse = 0x0001;
    public const ushort Heartbeat = 0x0002;
    public const ushort Logout = 0x0003;
    public const ushort Register = 0x0100;
    public const ushort Authenticate = 0x0102;
    public const ushort ParameterResponse = 0x0104;
    public const ushort Attributes = 0x0107;
    public const ushort Location = 0x0200;
    public const ushort LocationResponse = 0x0201;
    public const ushort Waybill = 0x0701;
    public const ushort DriverIdentity = 0x0702;
    public const ushort LocationBatch = 0x0704;
    public const ushort Transparent = 0x0900;

    /// <summary>The platform's answer: serial and id of the message, result.</summary>
    public const ushort PlatformResponse = 0x8001;

    /// <summary>The answer to a registration: serial, result, authentication code.</summary>
    public const ushort RegisterResponse = 0x8100;

    /// <summary>Asks the platform for the time.</summary>
    public const ushort TimeRequest = 0x0109;

    /// <summary>Year, month, day, hour, minute, second in UTC, result.</summary>
    public const ushort TimeResponse = 0x8109;

    /// <summary>A heartbeat of another dialect.</summary>
    public const ushort Heartbeat2 = 0x0506;

    /// <summary>Several locations with lengths of one byte; or, with seven bytes, battery level and time.</summary>
    public const ushort LocationBatch2 = 0x0210;

    public const ushort TimeZone = 0x1007;
    public const ushort TextResponse = 0x1300;
    public const ushort Acceleration = 0x2070;
    public const ushort TextReport = 0x6006;
    public const ushort Photo = 0x8888;

    /// <summary>Jointech locks: a location in a layout of its own, and a serial number of one byte.</summary>
    public const ushort LockLocation = 0x5501;

    /// <summary>The same, from a place without a fix.</summary>
    public const ushort LockBlindLocation = 0x5502;

    /// <summary>The answer to both.</summary>
    public const ushort LockResponse = 0x4401;
}
