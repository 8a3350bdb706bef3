namespace Gateway.Dispatch.Signing;

/// <summary>A secret that was replaced: until its time messages are signed with it too.</summary>
/// <param name="Secret">As its owner keeps it; never logged.</param>
/// <param name="ValidUntilMs">Unix milliseconds.</param>
public sealed record OldSecret(string Secret, long ValidUntilMs)
{
    public override string ToString() => $"{WebhookSecret.Prefix}*** until {ValidUntilMs}";
}
