namespace Gateway.Tests.Vehicles;

/// <summary>Scenes of a vehicle's life; the format stands in <see cref="Scenario"/>.</summary>
public sealed class ScenarioTests
{
    [Theory]
    [MemberData(nameof(Names))]
    public void Ends_as_written(string name)
    {
        var scenario = Scenario.Read(Path.Combine(Folder, name + ".scene"));

        Assert.NotEmpty(scenario.Expected);
        Assert.Equal(scenario.Expected, scenario.Play());
    }

    public static TheoryData<string> Names() =>
        [.. Directory.GetFiles(Folder, "*.scene").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Gateway.Testing.ProjectRoot.Path, "tests", "Gateway.Tests", "Vehicles", "Scenes");
}
