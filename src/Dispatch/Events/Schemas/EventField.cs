namespace Gateway.Dispatch.Events.Schemas;

/// <summary>One field of <c>data</c>, as schema and documentation tell it.</summary>
/// <param name="Name">As it stands in the message.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Description">What it means, with its unit.</param>
public sealed record EventField(string Name, FieldKind Kind, string Description)
{
    /// <summary>Whether it can be null: not known, or not yet.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>The texts that it can be; none: any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The fields of an object, or of each object of an array.</summary>
    public IReadOnlyList<EventField> Fields { get; init; } = [];
}
