namespace Gateway.Vehicles.Timelines;

/// <summary>The same settings for all accounts.</summary>
public sealed class DefaultMotionSettings(MotionSettings? settings = null) : IMotionSettings
{
    private readonly MotionSettings _settings = settings ?? MotionSettings.Default;

    /// <inheritdoc/>
    public MotionSettings Of(long accountId, long receivedMs) => _settings;
}
