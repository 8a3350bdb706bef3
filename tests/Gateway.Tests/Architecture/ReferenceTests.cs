using System.Reflection;
using System.Xml.Linq;
using Gateway.Testing;

namespace Gateway.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md, held to the project files and to the compiled code.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Ours =
        ["Gateway", "Gateway.Protocol", "Gateway.Geo", "Gateway.Dispatch", "DeviceSimulator.Fleet"];

    [Theory]
    [InlineData("src/Protocol/Protocol.csproj", "")]
    [InlineData("src/Geo/Geo.csproj", "")]
    [InlineData("src/Dispatch/Dispatch.csproj", "Protocol")]
    [InlineData("src/Gateway/Gateway.csproj", "DeviceSimulator.Fleet Dispatch Geo Protocol")]
    [InlineData("tools/device-simulator/Fleet/DeviceSimulator.Fleet.csproj", "")]
    [InlineData("tools/device-simulator/DeviceSimulator.csproj", "DeviceSimulator.Fleet")]
    public void Projects_reference(string project, string expected)
    {
        var references = XDocument.Load(Path.Combine(ProjectRoot.Path, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, string.Join(' ', references));
    }

    [Theory]
    [InlineData("Gateway.Protocol", "")]
    [InlineData("Gateway.Geo", "")]
    [InlineData("Gateway.Dispatch", "Gateway.Protocol")]
    [InlineData("Gateway", "DeviceSimulator.Fleet Gateway.Dispatch Gateway.Geo Gateway.Protocol")]
    [InlineData("DeviceSimulator.Fleet", "")]
    public void Assemblies_reference_at_most(string assembly, string allowed) => Assert.Subset(
        allowed.Split(' ').ToHashSet(),
        Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!).Where(Ours.Contains).ToHashSet());

    [Theory]
    [InlineData("FASTER.core", "Gateway.Dispatch.Journal")]
    [InlineData("Polly", "Gateway.Dispatch.Delivery")]
    [InlineData("NetTopologySuite", "Gateway.Geo")]
    [InlineData("DeviceSimulator.Fleet", "Gateway.Demo")]
    public void Only_this_namespace_uses(string library, string allowed)
    {
        var users = Ours.Where(name => name != "DeviceSimulator.Fleet").SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => TypeUse.AssembliesOf(type).Any(name => Is(name, library)))
            .ToArray();

        Assert.NotEmpty(users);
        Assert.All(users, type => Assert.True(
            type.Namespace is { } name && Is(name, allowed), $"{type.FullName} uses {library}; only {allowed} may."));
    }

    [Fact]
    public void The_product_has_nothing_to_do_with_the_simulators_transport()
    {
        var projects = Directory.GetFiles(Path.Combine(ProjectRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories);

        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.DoesNotContain(
            "DotNetty", File.ReadAllText(project), StringComparison.OrdinalIgnoreCase));
        foreach (var name in Ours.Where(name => name != "DeviceSimulator.Fleet"))
        {
            Assert.DoesNotContain(
                Assembly.Load(name).GetReferencedAssemblies(),
                reference => reference.Name!.StartsWith("DotNetty", StringComparison.OrdinalIgnoreCase));
        }
    }

    private static bool Is(string name, string root) =>
        name == root || name.StartsWith(root + ".", StringComparison.Ordinal);
}
