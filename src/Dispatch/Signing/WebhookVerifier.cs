using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Dispatch.Signing;

/// <summary>
/// Checks a message as a receiver would, by Standard Webhooks 1.0: any <c>v1</c> entry may fit, compared in constant
/// time; the timestamp within a tolerance, 5 minutes in the standard's own libraries.
/// </summary>
public static class WebhookVerifier
{
    /// <summary>What the standard's libraries allow.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Checks one message.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="id">Header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Header <c>webhook-timestamp</c>.</param>
    /// <param name="signature">Header <c>webhook-signature</c>.</param>
    /// <param name="body">The very bytes received.</param>
    /// <param name="now">The time.</param>
    /// <param name="tolerance">How far the timestamp may be off; null for any time.</param>
    public static VerifyOutcome Verify(
        WebhookSecret secret,
        string id,
        string timestamp,
        string signature,
        ReadOnlySpan<byte> body,
        DateTimeOffset now,
        TimeSpan? tolerance)
    {
        if (id.Length == 0 || id.Contains('.', StringComparison.Ordinal))
        {
            return VerifyOutcome.BadId;
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return VerifyOutcome.BadTimestamp;
        }

        var entries = signature.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(entry => entry.StartsWith("v1,", StringComparison.Ordinal)).ToArray();
        if (entries.Length == 0)
        {
            return VerifyOutcome.NoVersion;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Encoding.ASCII.GetBytes(WebhookSigner.Sign(signed, [secret]));
        var matches = false;
        foreach (var entry in entries)
        {
            matches |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(entry));
        }

        if (!matches)
        {
            return VerifyOutcome.NoMatch;
        }

        var age = now.ToUnixTimeSeconds() - seconds;
        return tolerance is not { } most ? VerifyOutcome.Valid
            : age > most.TotalSeconds ? VerifyOutcome.TooOld
            : age < -most.TotalSeconds ? VerifyOutcome.TooNew
            : VerifyOutcome.Valid;
    }
}
