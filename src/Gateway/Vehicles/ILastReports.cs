namespace Gateway.Vehicles;

/// <summary>Where the API learns what vehicles last reported.</summary>
public interface ILastReports
{
    /// <summary>The newest report, or null where none ever came. Takes no lock and any thread.</summary>
    LastReport? Get(long vehicleId);
}
