using System.ComponentModel;

namespace Gateway.Api.Accounts;

/// <summary>The fields of an account that the operator can change.</summary>
public sealed record AccountPatch
{
    [Description("For people.")]
    public string? Name { get; init; }

    [Description("active, or suspended: its keys are refused; its devices and webhooks go on.")]
    public string? Status { get; init; }
}
