using System.Security.Cryptography.X509Certificates;

namespace Gateway.Devices;

/// <summary>The certificate of the device listeners.</summary>
internal sealed class DeviceCertificate(X509Certificate2 certificate) : IDisposable
{
    /// <summary>With its key.</summary>
    public X509Certificate2 Certificate { get; } = certificate;

    /// <summary>When it ends.</summary>
    public DateTimeOffset NotAfter { get; } = certificate.NotAfter.ToUniversalTime();

    /// <summary>Reads the files that the options name; null where they name none.</summary>
    public static DeviceCertificate? Load(DeviceOptions options)
    {
        if (options.CertificatePath is not { } path)
        {
            return null;
        }

        return new DeviceCertificate(options.CertificateKeyPath is { } key
            ? X509Certificate2.CreateFromPemFile(path, key)
            : path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509Certificate2.CreateFromPemFile(path)
                : X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword));
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();
}
