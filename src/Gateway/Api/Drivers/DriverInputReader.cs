using Gateway.Api.Requests;
using Gateway.Configuration.Drivers;

namespace Gateway.Api.Drivers;

/// <summary>Takes a request's fields over into a driver, and says all that is wrong.</summary>
internal sealed class DriverInputReader(FieldReader fields, bool isNew)
{
    private const int MaxName = 100;
    private const int MaxCredential = 64;

    /// <summary>The driver with the request's fields. Of use only where the reader has no faults then.</summary>
    public DriverDraft Apply(DriverDraft driver)
    {
        driver = driver with
        {
            FirstName = ReadName("first_name", driver.FirstName),
            LastName = ReadName("last_name", driver.LastName),
        };
        if (!fields.TryText("credential", MaxCredential, out var credential))
        {
            return driver;
        }

        if (credential is not null && credential.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            fields.Add("credential", "must be printable ASCII without spaces.");
        }

        return driver with { Credential = credential is null ? null : Driver.NormalizeCredential(credential) };
    }

    private string ReadName(string field, string before)
    {
        var given = fields.TryText(field, MaxName, out var name);
        if (given ? name is null : isNew && !fields.Has(field))
        {
            fields.Add(field, "is required.");
        }

        return name ?? before;
    }
}
