using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>A driver's card put in or taken out (message 0702 of 2013 and 2019).</summary>
internal static class Jt808DriverIdentity
{
    private const byte Inserted = 1;
    private const byte Removed = 2;
    private const byte ReadSucceeded = 0;
    private const int CertificateLength = 20;

    /// <summary>
    /// Reads the message; false where it is none (the edition of 2011 begins with the length of a name, and has no time).
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> body, DeviceReport report)
    {
        var reader = new Jt808Reader(body);
        var state = reader.ReadByte();
        var time = reader.ReadBytes(Jt808Time.Length);
        if (reader.Failed || state is not (Inserted or Removed))
        {
            return false;
        }

        report.DeviceTimeMs = Jt808Time.Read(time);
        report.EventCode = Jt808MessageId.DriverIdentity;
        if (state == Removed)
        {
            report.DriverReported = true;
            return true;
        }

        if (reader.ReadByte() == ReadSucceeded)
        {
            reader.Skip(reader.ReadByte());
            Jt808Items.TrySetDriver(reader.ReadBytes(CertificateLength), report);
        }

        return true;
    }
}
