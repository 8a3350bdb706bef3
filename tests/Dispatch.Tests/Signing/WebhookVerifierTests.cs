using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Signing;
using Gateway.Dispatch.Tests.Delivery;

namespace Gateway.Dispatch.Tests.Signing;

/// <summary>Against the published test vector of Standard Webhooks.</summary>
public class WebhookVerifierTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    [Theory]
    [InlineData(Id, Timestamp, Signature, 0, VerifyOutcome.Valid)]
    [InlineData(Id, Timestamp, "v1,AAAA v1a,xyz " + Signature, 300, VerifyOutcome.Valid)]
    [InlineData(Id, Timestamp, Signature, 301, VerifyOutcome.TooOld)]
    [InlineData(Id, Timestamp, Signature, -301, VerifyOutcome.TooNew)]
    [InlineData(Id + "x", Timestamp, Signature, 0, VerifyOutcome.NoMatch)]
    [InlineData(Id, "1614265331", Signature, 0, VerifyOutcome.NoMatch)]
    [InlineData(Id, Timestamp, "v1,", 0, VerifyOutcome.NoMatch)]
    [InlineData(Id, Timestamp, "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", 0, VerifyOutcome.NoVersion)]
    [InlineData(Id, Timestamp, "", 0, VerifyOutcome.NoVersion)]
    [InlineData(Id, "yesterday", Signature, 0, VerifyOutcome.BadTimestamp)]
    [InlineData("", Timestamp, Signature, 0, VerifyOutcome.BadId)]
    [InlineData("a.b", Timestamp, Signature, 0, VerifyOutcome.BadId)]
    public void Says_what_is_wrong(string id, string timestamp, string signature, int age, VerifyOutcome expected)
    {
        Assert.True(WebhookSecret.TryParse(TestWebhooks.Secret, out var secret));

        Assert.Equal(expected, WebhookVerifier.Verify(
            secret,
            id,
            timestamp,
            signature,
            "{\"test\": 2432232314}"u8,
            DateTimeOffset.FromUnixTimeSeconds(1614265330 + age),
            WebhookVerifier.DefaultTolerance));
    }

    [Fact]
    public void Old_secrets_sign_until_their_time()
    {
        string[] texts = [.. Enumerable.Range(0, 3).Select(_ => WebhookSecret.Create().Reveal())];
        var template = new WebhookTemplate(TestWebhooks.Make(1, new Uri("http://a/")) with
        {
            Secret = texts[0],
            OldSecrets = [new OldSecret(texts[1], 100), new OldSecret(texts[2], 200)],
        });

        Assert.Equal([texts[0], texts[2], texts[1]], Live(99));
        Assert.Equal([texts[0], texts[2]], Live(100));
        Assert.Equal([texts[0]], Live(200));
        Assert.DoesNotContain(texts[1], new OldSecret(texts[1], 100).ToString(), StringComparison.Ordinal);

        string[] Live(long nowMs) => [.. template.SecretsAt(nowMs).ToArray().Select(secret => secret.Reveal())];
    }
}
