namespace Gateway.Geo.Roads;

/// <summary>What is wrong with a file of roads.</summary>
/// <param name="Place">Where: <c>feature 12</c>, <c>byte 8192</c>.</param>
/// <param name="Message">What, as a sentence.</param>
/// <param name="IsSyntax">Whether it is no JSON at all.</param>
public sealed record RoadFault(string Place, string Message, bool IsSyntax = false);
