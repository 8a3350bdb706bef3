namespace Gateway.Dispatch.Tests;

public class DispatchOptionsValidatorTests
{
    [Fact]
    public void Defaults_are_valid() => Assert.True(new DispatchOptionsValidator().Validate(null, new()).Succeeded);

    [Fact]
    public void Names_all_faults_at_once()
    {
        var result = new DispatchOptionsValidator().Validate(null, new()
        {
            Concurrency = 0,
            RetryJitter = double.NaN,
            RetryIntervals = [],
            AttemptTimeout = TimeSpan.Zero,
            BreakerMaxPause = TimeSpan.FromMilliseconds(500),
        });

        Assert.Equal(
            ["Concurrency", "AttemptTimeout", "RetryJitter", "BreakerMaxPause", "RetryIntervals"],
            result.Failures!.Select(fault => fault.Split(' ')[0]));
    }
}
