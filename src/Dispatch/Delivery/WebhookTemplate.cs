using System.Text;
using System.Text.Encodings.Web;
using Gateway.Dispatch.Delivery.Http1;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// What stays the same in all messages of one webhook as it is configured now. Made once per definition; immutable.
/// </summary>
public sealed class WebhookTemplate
{
    private readonly WebhookSecret[] _secrets;
    private readonly long[] _validUntilMs;

    public WebhookTemplate(WebhookDefinition webhook)
    {
        Webhook = webhook;
        Fault = webhook.Authorization is { } value && !AuthorizationValue.IsValid(value)
            ? "The webhook's authorization has characters that a header can't carry."
            : null;
        _secrets = [];
        _validUntilMs = [];
        if (WebhookSecret.TryParse(webhook.Secret, out var secret))
        {
            (_secrets, _validUntilMs) = WithOld(secret, webhook.OldSecrets);
        }
        else
        {
            Fault ??= "The webhook's secret is not a Standard Webhooks secret.";
        }

        ShownAuthorization = AuthorizationValue.Show(webhook.Authorization);
        if (IsPlain)
        {
            Origin = new ReceiverOrigin(webhook.Url.IdnHost, webhook.Url.Port);
            RequestStart = RequestHead.MakeStart(webhook);
        }

        IdSuffix = Encoding.ASCII.GetBytes($"_{webhook.Id}");
        var type = webhook.Type.ToName();
        JsonStart = Encoding.UTF8.GetBytes(
            $$"""{"head":{"account_id":{{webhook.AccountId}},"username":"{{Json(webhook.Username)}}","ref_id":""");
        JsonMiddle = Encoding.UTF8.GetBytes(
            $$""","type":"{{type}}","webhook_id":{{webhook.Id}},"retry_count":""");
        var form = new PooledBuffer();
        FormText.Append(form, Encoding.UTF8.GetBytes(webhook.Username));
        FormStart = Encoding.UTF8.GetBytes(
            $"head[account_id]={webhook.AccountId}&head[username]={Encoding.ASCII.GetString(form.Span)}&head[ref_id]=");
        form.Dispose();
        FormMiddle = Encoding.UTF8.GetBytes($"&head[type]={type}&head[webhook_id]={webhook.Id}&head[retry_count]=");
    }

    public WebhookDefinition Webhook { get; }

    /// <summary>Why nothing can be sent for this webhook, null where all is well.</summary>
    public string? Fault { get; }

    /// <summary>The secret, and those before it that still sign, newest first.</summary>
    public ReadOnlySpan<WebhookSecret> SecretsAt(long nowMs)
    {
        // The longest valid one comes first.
        var count = _validUntilMs.Length;
        while (count > 1 && _validUntilMs[count - 1] <= nowMs)
        {
            count--;
        }

        return _secrets.AsSpan(0, count);
    }

    /// <summary>The Authorization header with its secret hidden, null for none.</summary>
    public string? ShownAuthorization { get; }

    /// <summary>Whether it is sent to without TLS.</summary>
    internal bool IsPlain => Webhook.Url.Scheme == Uri.UriSchemeHttp;

    /// <summary>Where it is sent to; without TLS.</summary>
    internal ReceiverOrigin Origin { get; }

    /// <summary>The beginning of its requests; without TLS.</summary>
    internal byte[] RequestStart { get; } = [];

    internal byte[] IdSuffix { get; }

    internal byte[] JsonStart { get; }

    internal byte[] JsonMiddle { get; }

    internal byte[] FormStart { get; }

    internal byte[] FormMiddle { get; }

    private static (WebhookSecret[] Secrets, long[] ValidUntilMs) WithOld(WebhookSecret secret, IReadOnlyList<OldSecret> old)
    {
        var secrets = new List<WebhookSecret> { secret };
        var until = new List<long> { long.MaxValue };
        foreach (var one in old.OrderByDescending(one => one.ValidUntilMs).Take(WebhookSigner.MaxSecrets - 1))
        {
            if (WebhookSecret.TryParse(one.Secret, out var parsed))
            {
                secrets.Add(parsed);
                until.Add(one.ValidUntilMs);
            }
        }

        return ([.. secrets], [.. until]);
    }

    private static string Json(string text) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
}
