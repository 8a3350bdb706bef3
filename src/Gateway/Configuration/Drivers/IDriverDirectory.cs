namespace Gateway.Configuration.Drivers;

/// <summary>Where the gateway learns which drivers there are.</summary>
public interface IDriverDirectory
{
    /// <summary>The drivers now. Reading takes no lock.</summary>
    DriverSnapshot Current { get; }
}
