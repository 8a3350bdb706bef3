using System.Text;
using Gateway.Dispatch.Signing;

namespace Gateway.Dispatch.Tests.Signing;

public class WebhookSignerTests
{
    private const string Published = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly byte[] Content =
        Encoding.ASCII.GetBytes("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}");

    [Fact]
    public void Signs_as_the_published_vector()
    {
        Assert.True(WebhookSecret.TryParse(Published, out var secret));

        var signature = WebhookSigner.Sign(Content, [secret]);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void Gives_one_entry_for_each_secret()
    {
        Assert.True(WebhookSecret.TryParse(Published, out var old));
        var secrets = Enumerable.Range(0, WebhookSigner.MaxSecrets - 1).Select(_ => WebhookSecret.Create()).Append(old);

        var entries = WebhookSigner.Sign(Content, secrets.ToArray()).Split(' ');

        Assert.Equal(WebhookSigner.MaxSecrets, entries.Distinct().Count());
        Assert.All(entries, entry => Assert.StartsWith("v1,", entry, StringComparison.Ordinal));
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", entries[^1]);
    }
}
