using Gateway.Protocol.Sessions;

namespace Gateway.Devices;

/// <summary>Log messages of the device listeners; ids 1000 to 1099.</summary>
internal static partial class DeviceLog
{
    [LoggerMessage(1000, LogLevel.Information, "Refused a {Protocol} device that is not known: {DeviceId}.")]
    public static partial void UnknownDevice(ILogger logger, string protocol, string deviceId);

    [LoggerMessage(1001, LogLevel.Debug, "Refused a {Protocol} frame of {DeviceId}: {Fault}.")]
    public static partial void FrameRefused(ILogger logger, string protocol, string? deviceId, FrameFault fault);

    [LoggerMessage(1002, LogLevel.Warning, "Did not acknowledge records of {Protocol} device {DeviceId}: journal says {Why}.")]
    public static partial void NotAcknowledged(ILogger logger, string protocol, string? deviceId, string why);

    [LoggerMessage(1003, LogLevel.Error, "A {Protocol} session failed on connection {ConnectionId}; the others go on.")]
    public static partial void SessionFailed(ILogger logger, Exception exception, string protocol, string connectionId);

    [LoggerMessage(1004, LogLevel.Debug, "Connection {ConnectionId} ended: {Reason}.")]
    public static partial void Closed(ILogger logger, string connectionId, CloseReason reason);
}
