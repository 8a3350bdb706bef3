namespace Gateway.Protocol.Reports;

/// <summary>
/// The fixed-point scales under which doubles are written (value = integer / scale) where that gives the very same
/// double back; any other double is written raw. Part of the format: never change one.
/// </summary>
internal static class ReportScale
{
    public const double Position = 1e7;
    public const double Altitude = 10;
    public const double Speed = 100;
    public const double Course = 100;
    public const double Hdop = 100;
    public const double Odometer = 10;
    public const double Volts = 1000;
    public const double Percent = 10;
    public const double Seconds = 1;

    /// <summary>Holds a tenth and a hundredth as well as sixteenths (1-Wire steps of 0.0625 °C).</summary>
    public const double Reading = 10_000;
}
