using System.Net.Mail;

namespace Gateway.Mail;

/// <summary>The SMTP server for e-mail to webhooks' owners: section <c>Gateway:Smtp</c>. No host: no e-mail.</summary>
public sealed class SmtpOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary><c>starttls</c> (required), <c>tls</c> (from the first byte), or <c>none</c>.</summary>
    public string Tls { get; set; } = "starttls";

    public string? User { get; set; }

    /// <summary>A secret: never logged.</summary>
    public string? Password { get; set; }

    /// <summary>The sender's address.</summary>
    public string? From { get; set; }

    /// <summary>Limit for one e-mail, the connection included. 1 s to 5 minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most e-mails in an hour, to all together; the rest are dropped and counted. 1 to 100,000.</summary>
    public int MaxPerHour { get; set; } = 200;

    public bool IsOn => !string.IsNullOrWhiteSpace(Host);

    /// <summary>What is wrong with the values, each fault in words.</summary>
    public IEnumerable<string> Validate()
    {
        if (!IsOn)
        {
            yield break;
        }

        if (Port is < 1 or > 65_535)
        {
            yield return "Gateway:Smtp:Port must be 1 to 65535.";
        }

        if (Tls is not ("starttls" or "tls" or "none"))
        {
            yield return "Gateway:Smtp:Tls must be starttls, tls or none.";
        }

        if (!MailAddress.TryCreate(From, out _))
        {
            yield return "Gateway:Smtp:From must be an e-mail address.";
        }

        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
        {
            yield return "Gateway:Smtp:User and Gateway:Smtp:Password go together.";
        }

        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(5))
        {
            yield return "Gateway:Smtp:Timeout must be 1 second to 5 minutes.";
        }

        if (MaxPerHour is < 1 or > 100_000)
        {
            yield return "Gateway:Smtp:MaxPerHour must be 1 to 100,000.";
        }
    }
}
