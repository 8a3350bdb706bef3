namespace Gateway.Accounts;

/// <summary>A customer; owns everything else.</summary>
/// <param name="IsSuspended">Whether its keys are refused. Its devices and webhooks go on.</param>
public sealed record Account(long Id, string Name, bool IsSuspended, long CreatedMs)
{
    /// <summary>The account of the first start: its admins run the gateway and make the other accounts.</summary>
    public const long Operator = 1;
}
