namespace Gateway.Dispatch.Events;

/// <summary>What a user needs to know of a type to choose it.</summary>
/// <param name="Type">The type.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">When it is sent, in a sentence or two.</param>
/// <param name="Parameters">What a webhook of this type can set beyond what all can.</param>
/// <param name="ExampleData">A <c>data</c> object as it would be sent, UTF-8 JSON.</param>
public sealed record EventTypeInfo(
    EventType Type,
    string Title,
    string Description,
    IReadOnlyList<EventTypeParameter> Parameters,
    ReadOnlyMemory<byte> ExampleData);

/// <summary>A setting that webhooks of one type have.</summary>
/// <param name="Name">The field's name in the API.</param>
/// <param name="Type"><c>number</c> or <c>integer</c>.</param>
/// <param name="Required">Whether a webhook can't be made without it.</param>
/// <param name="Default">What holds where it is left out, in words.</param>
/// <param name="Description">What it does, with its unit.</param>
public sealed record EventTypeParameter(string Name, string Type, bool Required, string? Default, string Description);
