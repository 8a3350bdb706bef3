namespace Gateway.Api.Answers;

/// <summary>One page of a list.</summary>
/// <param name="Data">The objects, by ascending id.</param>
/// <param name="NextCursor">What to send as <c>cursor</c> for the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor);
