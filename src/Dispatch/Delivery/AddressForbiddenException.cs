namespace Gateway.Dispatch.Delivery;

/// <summary>
/// A receiver's name stands for addresses to which webhooks may not go. An exception because it has to travel through
/// the HTTP handler; <see cref="AttemptResults"/> turns it into a value.
/// </summary>
public sealed class AddressForbiddenException : Exception
{
    public AddressForbiddenException()
        : this("The receiver's address is not one to which webhooks may go.")
    {
    }

    public AddressForbiddenException(string message)
        : base(message)
    {
    }

    public AddressForbiddenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
