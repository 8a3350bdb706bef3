using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Accounts;

/// <summary>Makes and hashes keys.</summary>
public static class KeyTokens
{
    /// <summary>Longer ones are not even hashed.</summary>
    public const int MaxLength = 512;

    private const int RandomBytes = 32;
    private const int PrefixLength = 8;

    /// <summary>A new key: <c>gwk_</c> and 256 random bits.</summary>
    public static string Create() => "gwk_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>
    /// What is kept of a key: one round of SHA-256. Enough, since a made key can't be guessed; a user who chooses an own
    /// admin key is told to make it as random.
    /// </summary>
    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>The part that is shown: enough to tell keys apart, for a short own key at most a quarter of it.</summary>
    public static string Prefix(string token) => token[..Math.Min(PrefixLength, token.Length / 4)];
}
