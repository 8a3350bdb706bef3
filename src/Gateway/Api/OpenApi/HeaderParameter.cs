namespace Gateway.Api.OpenApi;

/// <summary>A request header that the handler reads itself.</summary>
internal sealed record HeaderParameter(string Name, string Description);
