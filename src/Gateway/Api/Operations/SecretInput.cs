using System.ComponentModel;

namespace Gateway.Api.Operations;

/// <summary>How a webhook's secret is replaced.</summary>
public sealed record SecretInput
{
    [Description("The new secret: whsec_ and base64 of 24 to 64 bytes; made at random where it is left out.")]
    public string? Secret { get; init; }

    [Description("How long the old secret signs too, seconds, 0 to 604800; 86400 where it is left out.")]
    public int? GraceSeconds { get; init; }
}
