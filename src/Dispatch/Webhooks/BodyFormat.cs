namespace Gateway.Dispatch.Webhooks;

/// <summary>How a webhook wants its body.</summary>
public enum BodyFormat : byte
{
    /// <summary><c>application/json</c>.</summary>
    Json = 1,

    /// <summary><c>application/x-www-form-urlencoded</c> with bracket keys.</summary>
    Form = 2,
}
