using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Gateway.Dispatch.Signing;

/// <summary>
/// A symmetric secret as Standard Webhooks 1.0 writes it: <c>whsec_</c> and the base64 of 24 to 64 random bytes.
/// </summary>
public sealed class WebhookSecret
{
    public const string Prefix = "whsec_";

    /// <summary>Fewest key bytes that the standard allows.</summary>
    public const int MinKeyBytes = 24;

    /// <summary>Most key bytes that the standard allows.</summary>
    public const int MaxKeyBytes = 64;

    /// <summary>Key bytes of a secret made here.</summary>
    private const int NewKeyBytes = 32;

    private readonly byte[] _key;

    // A keyed hash for the next message: keying anew costs as much as hashing.
    private IncrementalHash? _idle;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>A new random secret.</summary>
    public static WebhookSecret Create() => new(RandomNumberGenerator.GetBytes(NewKeyBytes));

    /// <summary>Takes a secret as written; false for a wrong prefix, bad base64 or a key too short or too long.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        // Base64 decoding skips white space; a secret with white space in it is a slip of the pen.
        var encoded = text.AsSpan(Prefix.Length);
        if (encoded.Length > (MaxKeyBytes + 2) / 3 * 4 || encoded.ContainsAny(" \t\r\n"))
        {
            return false;
        }

        Span<byte> key = stackalloc byte[MaxKeyBytes + 2];
        if (!Convert.TryFromBase64Chars(encoded, key, out var length) || length is < MinKeyBytes or > MaxKeyBytes)
        {
            return false;
        }

        secret = new WebhookSecret(key[..length].ToArray());
        return true;
    }

    /// <summary>HMAC-SHA256 of the content with this key; from any thread.</summary>
    internal void Sign(ReadOnlySpan<byte> content, Span<byte> mac)
    {
        var hash = Interlocked.Exchange(ref _idle, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(content);
        hash.GetHashAndReset(mac);
        if (Interlocked.CompareExchange(ref _idle, hash, null) is not null)
        {
            hash.Dispose();
        }
    }

    /// <summary>The secret as its owner keeps it. Not <see cref="ToString"/>, so that no log gets it by accident.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    public override string ToString() => Prefix + "***";
}
