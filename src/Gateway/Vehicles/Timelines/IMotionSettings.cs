namespace Gateway.Vehicles.Timelines;

/// <summary>Where the readers learn an account's settings. Reading takes no lock.</summary>
public interface IMotionSettings
{
    /// <summary>The account's settings now; the defaults where it has none.</summary>
    MotionSettings Of(long accountId);
}
