namespace Gateway.Protocol.Reports;

/// <summary>Takes the reports of one frame, one by one, in the order sent.</summary>
public interface IReportSink
{
    /// <summary>A cleared report for the decoder to fill. One at a time: <see cref="Add"/> ends its use.</summary>
    DeviceReport Rent();

    /// <summary>
    /// Takes over what the rented report says. False where the sink is full: the decoder then gives the frame up as
    /// <see cref="Sessions.FrameFault.TooManyReports"/>.
    /// </summary>
    bool Add(DeviceReport report);
}
