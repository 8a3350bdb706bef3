namespace Gateway.Configuration.Store;

/// <summary>Sorts of <see cref="Fault"/>.</summary>
public enum FaultKind
{
    /// <summary>The value can't be used.</summary>
    Invalid,

    /// <summary>The value is of another JSON type than the field.</summary>
    WrongType,

    /// <summary>Another object has the value already.</summary>
    Taken,
}
