using System.Net.Mail;
using Gateway.Api.Requests;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Api.Webhooks;

/// <summary>Takes a request's fields over into a webhook, and says all that is wrong.</summary>
internal sealed class WebhookInputReader(FieldReader fields, bool isNew, WebhookReferences references)
{
    private const int MaxName = 200;
    private const int MaxEmail = 254;
    private const int MaxAuthorization = 4096;

    /// <summary>
    /// The webhook with the request's fields. Of use only where the reader has no faults then.
    /// </summary>
    public WebhookDefinition Apply(WebhookDefinition webhook)
    {
        webhook = ReadType(webhook);
        webhook = ReadUrl(webhook);
        webhook = ReadName(webhook);
        webhook = ReadContent(webhook);
        webhook = ReadEmail(webhook);
        webhook = ReadAuthorization(webhook);
        webhook = ReadSecret(webhook);
        webhook = new WebhookThresholdReader(fields).Apply(webhook);
        webhook = new WebhookPolicyReader(fields).Apply(webhook);
        return webhook with { Filter = new WebhookFilterReader(fields, references).Read(webhook) };
    }

    private WebhookDefinition ReadType(WebhookDefinition webhook)
    {
        if (!TryRequired("type", MaxName, out var name))
        {
            return webhook;
        }

        if (EventTypeNames.TryParse(name, out var type))
        {
            return webhook with { Type = type };
        }

        fields.Add("type", $"must be one of {string.Join(", ", EventTypeNames.All.Select(known => known.ToName()))}.");
        return webhook;
    }

    private WebhookDefinition ReadUrl(WebhookDefinition webhook)
    {
        if (!TryRequired("url", WebhookAddress.MaxLength, out var text))
        {
            return webhook;
        }

        if (WebhookAddress.TryParse(text, out var url, out var fault))
        {
            return webhook with { Url = url };
        }

        fields.Add("url", fault);
        return webhook;
    }

    private WebhookDefinition ReadName(WebhookDefinition webhook)
    {
        var given = fields.TryText("name", MaxName, out var name);
        var isUnnamed = given ? name is null : webhook.Name.Length == 0;
        if (isUnnamed)
        {
            return webhook.Type == default ? webhook : webhook with { Name = webhook.Type.ToName() };
        }

        return given ? webhook with { Name = name! } : webhook;
    }

    private WebhookDefinition ReadContent(WebhookDefinition webhook)
    {
        if (fields.TryText("content_type", MaxName, out var text))
        {
            if (text is not (null or "json" or "form"))
            {
                fields.Add("content_type", "must be json or form.");
            }

            webhook = webhook with { ContentType = text == "form" ? BodyFormat.Form : BodyFormat.Json };
        }

        return webhook;
    }

    private WebhookDefinition ReadEmail(WebhookDefinition webhook)
    {
        if (!fields.TryText("email", MaxEmail, out var email))
        {
            return webhook;
        }

        if (email is not null && (!MailAddress.TryCreate(email, out var address) || address.Address != email))
        {
            fields.Add("email", "must be an e-mail address.");
        }

        return webhook with { Email = email };
    }

    private WebhookDefinition ReadAuthorization(WebhookDefinition webhook)
    {
        if (!fields.TryText("authorization", MaxAuthorization, out var value))
        {
            return webhook;
        }

        if (value is not null && value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            fields.Add("authorization", "must be printable ASCII.");
        }

        return webhook with { Authorization = value };
    }

    private WebhookDefinition ReadSecret(WebhookDefinition webhook)
    {
        if (!fields.TryText("secret", MaxName, out var secret))
        {
            return webhook;
        }

        if (secret is null)
        {
            if (!isNew)
            {
                fields.Add("secret", "must not be null: every message is signed.");
            }

            return webhook;
        }

        if (!WebhookSecret.TryParse(secret, out _))
        {
            fields.Add("secret", "must be whsec_ and base64 of 24 to 64 bytes.");
        }

        // Set by hand, the new one alone counts from now on; POST …/secret lets the old one sign for a while.
        return webhook with { Secret = secret, OldSecrets = [] };
    }

    private bool TryRequired(string name, int maxLength, out string value)
    {
        var given = fields.TryText(name, maxLength, out var text);
        value = text ?? "";
        if (given ? text is null : isNew && !fields.Has(name))
        {
            fields.Add(name, "is required.");
        }

        return text is not null;
    }
}
