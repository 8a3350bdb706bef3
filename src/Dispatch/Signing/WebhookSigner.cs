using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Dispatch.Signing;

/// <summary>
/// Standard Webhooks 1.0, symmetric scheme: <c>v1,</c> and the base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.
/// </summary>
public static class WebhookSigner
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>Most secrets that sign one message while a secret is being replaced.</summary>
    public const int MaxSecrets = 8;

    private const int EntryLength = 3 + (HMACSHA256.HashSizeInBytes + 2) / 3 * 4;

    /// <summary>Bytes that the signature header's value has at most.</summary>
    public const int MaxLength = MaxSecrets * (EntryLength + 1);

    /// <summary>
    /// The value of the signature header: one entry per secret, separated by spaces.
    /// </summary>
    /// <param name="signedContent">The bytes <c>id.timestamp.body</c>, the body being the very bytes that are sent.</param>
    /// <param name="secrets">1 to <see cref="MaxSecrets"/> live secrets, newest first.</param>
    public static string Sign(ReadOnlySpan<byte> signedContent, ReadOnlySpan<WebhookSecret> secrets)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Sign(signedContent, secrets, text)]);
    }

    /// <summary>The same, as bytes.</summary>
    /// <param name="signedContent">The bytes <c>id.timestamp.body</c>.</param>
    /// <param name="secrets">1 to <see cref="MaxSecrets"/> live secrets, newest first.</param>
    /// <param name="text">Room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Sign(ReadOnlySpan<byte> signedContent, ReadOnlySpan<WebhookSecret> secrets, Span<byte> text)
    {
        ArgumentOutOfRangeException.ThrowIfZero(secrets.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secrets.Length, MaxSecrets);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var length = 0;
        foreach (var secret in secrets)
        {
            secret.Sign(signedContent, mac);
            if (length > 0)
            {
                text[length++] = (byte)' ';
            }

            "v1,"u8.CopyTo(text[length..]);
            Base64.EncodeToUtf8(mac, text[(length + 3)..], out _, out var written);
            length += 3 + written;
        }

        return length;
    }
}
