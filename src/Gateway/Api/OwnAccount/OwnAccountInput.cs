using System.ComponentModel;

namespace Gateway.Api.OwnAccount;

/// <summary>What an account can change of itself.</summary>
public sealed record OwnAccountInput
{
    [Description("Those left out stay, null gives one its default; null for all of them gives all their defaults.")]
    public AccountSettingsObject? Settings { get; init; }
}
