namespace Gateway.Protocol.Sessions;

/// <summary>What one frame came to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Fault">Why it was refused, for <see cref="MessageKind.Invalid"/>.</param>
/// <param name="Reports">How many reports went to the sink.</param>
/// <param name="ReplyAwaitsCommit">
/// Whether the reply frees the device's memory, and so must wait until the reports are on disk.
/// </param>
/// <param name="DeviceId">The device that a login, or a frame of a protocol without login, names; null elsewhere.</param>
public readonly record struct DeviceMessage(
    MessageKind Kind,
    FrameFault Fault = FrameFault.None,
    int Reports = 0,
    bool ReplyAwaitsCommit = false,
    string? DeviceId = null)
{
    /// <summary>A refused frame.</summary>
    public static DeviceMessage Refused(FrameFault fault) => new(MessageKind.Invalid, fault);
}
