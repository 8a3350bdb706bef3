namespace Gateway.Api.OpenApi;

/// <summary>A query parameter that the handler reads itself.</summary>
internal sealed record QueryParameter(string Name, string Description, bool IsInteger = false);
