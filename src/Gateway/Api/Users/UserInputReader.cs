using System.Buffers;
using System.Net.Mail;
using Gateway.Accounts;
using Gateway.Api.Requests;

namespace Gateway.Api.Users;

/// <summary>Takes a request's fields over into a user, and says all that is wrong.</summary>
internal sealed class UserInputReader(FieldReader fields, bool isNew)
{
    private const int MaxUsername = 100;
    private const int MaxName = 200;
    private const int MaxEmail = 254;

    private static readonly SearchValues<char> UsernameLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@+");

    /// <summary>The user with the request's fields. Of use only where the reader has no faults then.</summary>
    public User Apply(User user)
    {
        if (isNew)
        {
            fields.Require("username");
            user = user with { Username = ReadUsername(fields) ?? "" };
        }

        if (fields.TryText("name", MaxName, out var name))
        {
            user = user with { Name = name };
        }

        return user with { Email = ReadEmail(fields, user.Email), Role = fields.ReadRole(user.Role, isNew) };
    }

    /// <summary>A username, or null where there is none to use.</summary>
    public static string? ReadUsername(FieldReader fields)
    {
        if (!fields.TryText("username", MaxUsername, out var username))
        {
            return null;
        }

        if (username is null || username.AsSpan().ContainsAnyExcept(UsernameLetters))
        {
            fields.Add("username", "must be letters, digits and . _ - @ +.");
        }

        return username;
    }

    public static string? ReadEmail(FieldReader fields, string? before)
    {
        if (!fields.TryText("email", MaxEmail, out var email))
        {
            return before;
        }

        if (email is not null && (!MailAddress.TryCreate(email, out var address) || address.Address != email))
        {
            fields.Add("email", "must be an e-mail address.");
        }

        return email;
    }
}
