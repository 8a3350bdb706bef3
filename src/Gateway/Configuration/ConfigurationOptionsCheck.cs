using Microsoft.Extensions.Options;

namespace Gateway.Configuration;

/// <summary>Checks <see cref="ConfigurationOptions"/> when the host starts.</summary>
internal sealed class ConfigurationOptionsCheck : IValidateOptions<ConfigurationOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ConfigurationOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataFolder))
        {
            faults.Add("--data must name a folder.");
        }

        if (options.AdminKey is { } key)
        {
            if (key.Length is < ConfigurationOptions.LeastAdminKeyLength or > Accounts.KeyTokens.MaxLength)
            {
                faults.Add($"GATEWAY_ADMIN_KEY must have {ConfigurationOptions.LeastAdminKeyLength} to {Accounts.KeyTokens.MaxLength} characters.");
            }

            if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                faults.Add("GATEWAY_ADMIN_KEY must be printable ASCII without spaces.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
