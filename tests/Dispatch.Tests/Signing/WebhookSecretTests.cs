using Gateway.Dispatch.Signing;

namespace Gateway.Dispatch.Tests.Signing;

public class WebhookSecretTests
{
    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(25, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(66, false)]
    [InlineData(67, false)]
    public void Takes_keys_of_24_to_64_bytes(int length, bool taken)
    {
        var text = "whsec_" + Convert.ToBase64String(new byte[length]);

        Assert.Equal(taken, WebhookSecret.TryParse(text, out var secret));
        Assert.Equal(taken ? text : null, secret?.Reveal());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa*w")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8I LPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")]
    public void Refuses_what_is_not_a_secret(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));

    [Fact]
    public void Makes_new_secrets_that_it_takes_and_does_not_print()
    {
        var one = WebhookSecret.Create();

        Assert.True(WebhookSecret.TryParse(one.Reveal(), out _));
        Assert.NotEqual(one.Reveal(), WebhookSecret.Create().Reveal());
        Assert.Equal("whsec_***", one.ToString());
    }
}
