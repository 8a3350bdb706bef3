using Gateway.Dispatch;
using Gateway.Dispatch.Events;

namespace Gateway.Hosting;

/// <summary>The catalogue's examples, for test messages.</summary>
internal sealed class CatalogExamples(EventCatalog catalog) : IExampleData
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> For(EventType type) => catalog[type].ExampleData;
}
