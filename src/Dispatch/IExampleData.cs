using Gateway.Dispatch.Events;

namespace Gateway.Dispatch;

/// <summary>Example content of each type, for test messages.</summary>
public interface IExampleData
{
    /// <summary>A complete JSON object for <c>data</c>, UTF-8.</summary>
    ReadOnlyMemory<byte> For(EventType type);
}
