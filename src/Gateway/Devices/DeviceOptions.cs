using System.Security.Cryptography;

namespace Gateway.Devices;

/// <summary>Limits on device connections.</summary>
public sealed class DeviceOptions
{
    /// <summary>A connection that has not logged in by then is closed. 1 s to 10 min; default 30 s.</summary>
    public TimeSpan LoginTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A connection without a byte for so long is closed. 10 s to 7 days; default 30 min: parked trackers report
    /// seldom, and a mobile network that drops a connection tells nobody.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A frame that has begun and is not whole by then ends the connection. 1 s to 1 h; default 60 s.</summary>
    public TimeSpan FrameTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The most device connections at once; more are closed at accept. Null takes what the file-descriptor limit of the
    /// process allows less a reserve, since an accept loop that runs out of descriptors serves nobody.
    /// </summary>
    public int? MaxConnections { get; set; }

    /// <summary>So many refused frames in a row end a connection. 1 to 1000; default 5.</summary>
    public int MaxRefusedFrames { get; set; } = 5;

    /// <summary>PEM or PFX file of the certificate for TLS on the device listeners; null for plain TCP.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>PEM file of the key, where the certificate file does not hold it.</summary>
    public string? CertificateKeyPath { get; set; }

    /// <summary>Password of the PFX or the key.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Every value that is out of range, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Check(LoginTimeout >= TimeSpan.FromSeconds(1) && LoginTimeout <= TimeSpan.FromMinutes(10),
            "Devices:LoginTimeout must be 1 second to 10 minutes.");
        Check(IdleTimeout >= TimeSpan.FromSeconds(10) && IdleTimeout <= TimeSpan.FromDays(7),
            "Devices:IdleTimeout must be 10 seconds to 7 days.");
        Check(FrameTimeout >= TimeSpan.FromSeconds(1) && FrameTimeout <= TimeSpan.FromHours(1),
            "Devices:FrameTimeout must be 1 second to 1 hour.");
        Check(MaxConnections is null or > 0, "Devices:MaxConnections must be positive.");
        Check(MaxRefusedFrames is >= 1 and <= 1000, "Devices:MaxRefusedFrames must be 1 to 1000.");
        Check(CertificatePath is null || File.Exists(CertificatePath),
            $"Devices:CertificatePath: there is no file '{CertificatePath}'.");
        Check(CertificateKeyPath is null || File.Exists(CertificateKeyPath),
            $"Devices:CertificateKeyPath: there is no file '{CertificateKeyPath}'.");
        if (errors.Count == 0)
        {
            try
            {
                using var certificate = DeviceCertificate.Load(this);
            }
            catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                errors.Add($"Devices:CertificatePath: '{CertificatePath}' is no certificate with its key: {e.Message}");
            }
        }

        return errors;

        void Check(bool valid, string message)
        {
            if (!valid)
            {
                errors.Add(message);
            }
        }
    }
}
