using System.Security.Cryptography;

namespace Gateway.Api.Webhooks;

/// <summary>Signing secrets as Standard Webhooks 1.0 has them: <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
internal static class WebhookSecrets
{
    private const string Prefix = "whsec_";
    private const int RandomBytes = 32;
    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    public static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(RandomBytes));

    public static bool IsValid(string secret)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        return secret.StartsWith(Prefix, StringComparison.Ordinal)
            && !secret.Any(char.IsWhiteSpace)
            && Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var written)
            && written >= LeastBytes;
    }
}
