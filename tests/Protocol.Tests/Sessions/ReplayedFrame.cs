using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Sessions;

/// <summary>A frame that a session found, what it came to, and what went back (the login's answer included).</summary>
internal sealed record ReplayedFrame(
    byte[] Frame,
    DeviceMessage Message,
    byte[] Reply,
    IReadOnlyList<DeviceReport> Reports)
{
    /// <summary>All of it as text, to compare two replays.</summary>
    public string Snapshot => string.Join(
        '\n',
        [Convert.ToHexString(Frame), Message, Convert.ToHexString(Reply), .. Reports.Select(Tests.Reports.ReportSnapshot.Of)]);
}
