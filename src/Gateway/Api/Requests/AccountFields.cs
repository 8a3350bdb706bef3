using Gateway.Accounts;

namespace Gateway.Api.Requests;

/// <summary>Fields of accounts, users and keys: names and roles.</summary>
internal static class AccountFields
{
    private const int MaxRole = 20;

    /// <summary>A text that must be there: in a new object always, in a change where it is named. Faults are added.</summary>
    public static string ReadRequired(this FieldReader fields, string name, int maxLength, string before, bool isNew)
    {
        var given = fields.TryText(name, maxLength, out var text);
        if (given ? text is null : isNew && !fields.Has(name))
        {
            fields.Add(name, "is required.");
        }

        return text ?? before;
    }

    /// <summary>A role, required as <see cref="ReadRequired"/> says. Faults are added.</summary>
    public static KeyRole ReadRole(this FieldReader fields, KeyRole before, bool isNew)
    {
        var given = fields.TryText("role", MaxRole, out var name);
        if (given ? name is null : isNew && !fields.Has("role"))
        {
            fields.Add("role", "is required.");
        }
        else if (name is not null && !KeyRoleNames.TryParse(name, out before))
        {
            fields.Add("role", "must be reader, manager or admin.");
        }

        return before;
    }
}
