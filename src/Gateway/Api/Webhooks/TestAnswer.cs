namespace Gateway.Api.Webhooks;

/// <summary>The answer to a test.</summary>
public sealed record TestAnswer(string Message);
