using Gateway.Accounts;
using Gateway.Api.Requests;
using Gateway.Api.Users;

namespace Gateway.Api.Accounts;

/// <summary>Reads what the operator says of an account, and says all that is wrong.</summary>
internal sealed class AccountInputReader(FieldReader fields)
{
    private const int MaxName = 200;

    /// <summary>Name, first username and its e-mail address of a new account.</summary>
    public (string Name, string? Username, string? Email) Read() => (
        fields.ReadRequired("name", MaxName, "", isNew: true),
        UserInputReader.ReadUsername(fields),
        UserInputReader.ReadEmail(fields, null));

    /// <summary>The account with the request's fields. Of use only where the reader has no faults then.</summary>
    public Account Apply(Account account)
    {
        account = account with { Name = fields.ReadRequired("name", MaxName, account.Name, isNew: false) };
        if (!fields.TryText("status", MaxName, out var status))
        {
            return account;
        }

        if (status is not (AccountObject.Active or AccountObject.Suspended))
        {
            fields.Add("status", $"must be {AccountObject.Active} or {AccountObject.Suspended}.");
        }

        return account with { IsSuspended = status == AccountObject.Suspended };
    }
}
