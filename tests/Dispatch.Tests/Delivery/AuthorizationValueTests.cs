using Gateway.Dispatch.Delivery;

namespace Gateway.Dispatch.Tests.Delivery;

public class AuthorizationValueTests
{
    [Theory]
    [InlineData("Basic dXNlcjpwYXNz", true)]
    [InlineData("anything at all; even=this, \"quoted\"", true)]
    [InlineData("", false)]
    [InlineData("a\r\nX-Other: b", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\rb", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\tb", false)]
    [InlineData("ü", false)]
    [InlineData("a\u2028b", false)]
    [InlineData(" a", false)]
    [InlineData("a ", false)]
    public void Takes_printable_ascii_only(string value, bool valid) =>
        Assert.Equal(valid, AuthorizationValue.IsValid(value));

    [Fact]
    public void Has_a_longest_length()
    {
        Assert.True(AuthorizationValue.IsValid(new string('a', AuthorizationValue.MaxLength)));
        Assert.False(AuthorizationValue.IsValid(new string('a', AuthorizationValue.MaxLength + 1)));
    }
}
