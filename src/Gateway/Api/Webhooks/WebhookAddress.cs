using System.Diagnostics.CodeAnalysis;

namespace Gateway.Api.Webhooks;

/// <summary>The form of a webhook's URL. Where it leads is checked when connecting.</summary>
internal static class WebhookAddress
{
    public const int MaxLength = 2048;

    /// <summary>The address, or what is wrong, to continue after the field's name.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url, out string fault)
    {
        fault = "";
        if (text.Any(char.IsWhiteSpace)
            || !Uri.TryCreate(text, UriKind.Absolute, out url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            url = null;
            fault = "must be an absolute http or https address.";
        }
        else if (url.Host.Length == 0)
        {
            fault = "must have a host.";
        }
        else if (HasUser(text))
        {
            fault = "must not have a user or password in it; use authorization.";
        }
        else if (url.Fragment.Length > 0 || text.Contains('#', StringComparison.Ordinal))
        {
            fault = "must not have a fragment (#).";
        }
        else if (url.Port == 0)
        {
            fault = "must not have port 0.";
        }

        return fault.Length == 0 && url is not null;
    }

    /// <summary>In the text itself, since <see cref="Uri"/> drops an empty user.</summary>
    private static bool HasUser(string text)
    {
        var authority = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) + 2);
        var end = authority.IndexOfAny("/?#\\");
        return (end < 0 ? authority : authority[..end]).Contains('@');
    }
}
