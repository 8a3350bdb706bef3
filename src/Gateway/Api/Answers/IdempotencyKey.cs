using System.Security.Cryptography;
using System.Text;
using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;

namespace Gateway.Api.Answers;

/// <summary>The <c>Idempotency-Key</c> of a create.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaxBody = 1 << 20;

    /// <summary>
    /// The request's claim on its key, or null without one. <paramref name="render"/> makes the answer that is kept.
    /// </summary>
    public static IdempotencyClaim<T>? Read<T>(
        HttpContext context,
        long accountId,
        ReadOnlySpan<byte> body,
        Func<T, StoredAnswer> render,
        List<Fault> faults)
    {
        if (!context.Request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        var key = values.ToString();
        if (key.Length is 0 or > IdempotencyLimits.KeyLength || key.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            faults.Add(new Fault(Header, $"{Header} must have 1 to {IdempotencyLimits.KeyLength} printable ASCII characters."));
            return null;
        }

        if (body.Length > MaxBody)
        {
            faults.Add(new Fault(Header, $"{Header} is for bodies of up to {MaxBody} bytes: answers are kept."));
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}\n"));
        hash.AppendData(body);
        return new IdempotencyClaim<T>(accountId, key, Convert.ToHexString(hash.GetHashAndReset()), render);
    }
}
