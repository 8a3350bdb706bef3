namespace Gateway.Vehicles.Timelines;

/// <summary>Where the readers learn an account's settings. Reading takes no lock.</summary>
public interface IMotionSettings
{
    /// <summary>
    /// The account's settings at a moment; the defaults where it has none. A record is processed under those of the moment
    /// when it was received, so that processing it again gives the same.
    /// </summary>
    /// <param name="accountId">The account.</param>
    /// <param name="receivedMs">When the record was received, Unix milliseconds.</param>
    MotionSettings Of(long accountId, long receivedMs);
}
