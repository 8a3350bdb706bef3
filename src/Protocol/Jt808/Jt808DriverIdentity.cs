using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>A driver's card put in or taken out (message 0702).</summary>
internal static class Jt808DriverIdentity
{
    private const byte Inserted = 1;
    private const byte Removed = 2;
    private const byte ReadSucceeded = 0;
    private const int CertificateLength = 20;
    private const int CertificateLength2011 = 40;
    private const int CitizenLength2011 = 20;

    /// <summary>Reads the message; false where it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, DeviceReport report)
    {
        // The edition of 2011 begins with the length of a name instead of a state; two bytes hold no Chinese name.
        if (!body.IsEmpty && body[0] is not (Inserted or Removed))
        {
            return TryRead2011(body, report);
        }

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

    /// <summary>Name, number of the citizen, certificate, authority: who drives, without a state or a time.</summary>
    private static bool TryRead2011(ReadOnlySpan<byte> body, DeviceReport report)
    {
        var reader = new Jt808Reader(body);
        reader.Skip(reader.ReadByte());
        reader.Skip(CitizenLength2011);
        var certificate = reader.ReadBytes(CertificateLength2011);
        reader.Skip(reader.ReadByte());
        if (reader.Failed || reader.Remaining > 0 || !Jt808Items.TrySetDriver(certificate, report))
        {
            return false;
        }

        report.EventCode = Jt808MessageId.DriverIdentity;
        return true;
    }
}
