using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Sessions;

/// <summary>Keeps every report.</summary>
/// <param name="capacity">How many it takes.</param>
internal sealed class ListSink(int capacity = int.MaxValue) : IReportSink
{
    public List<DeviceReport> Reports { get; } = [];

    public DeviceReport Rent()
    {
        var report = new DeviceReport();
        report.Clear();
        return report;
    }

    public bool Add(DeviceReport report)
    {
        if (Reports.Count == capacity)
        {
            return false;
        }

        Reports.Add(report);
        return true;
    }
}
