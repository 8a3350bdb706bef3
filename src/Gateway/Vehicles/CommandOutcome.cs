namespace Gateway.Vehicles;

/// <summary>What became of a command.</summary>
public enum CommandOutcome
{
    /// <summary>On disk; it will be processed.</summary>
    Done,

    /// <summary>The disk has no room for it now.</summary>
    Full,

    /// <summary>The journal takes nothing, or the wait was given up.</summary>
    Unavailable,
}
