namespace Gateway.Dispatch.Events.Schemas;

/// <summary>What a field's value is in JSON.</summary>
public enum FieldKind
{
    Text,
    Number,

    /// <summary>A whole number.</summary>
    Integer,
    Boolean,

    /// <summary>Whole Unix seconds, UTC.</summary>
    Time,

    /// <summary>32 hexadecimal digits: an event.</summary>
    EventId,

    /// <summary>16 hexadecimal digits: a trip, a visit and the like.</summary>
    ObjectId,

    /// <summary>An object with fields of its own.</summary>
    Object,

    /// <summary>An array of objects with fields of their own.</summary>
    Objects,

    /// <summary>An array of texts.</summary>
    Texts,
}
