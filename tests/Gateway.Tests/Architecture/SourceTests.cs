using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gateway.Testing;

namespace Gateway.Tests.Architecture;

/// <summary>What every source file of the product holds to.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 400;

    private static readonly string Source = Path.Combine(ProjectRoot.Path, "src");

    [Fact]
    public void Namespaces_are_folders()
    {
        foreach (var project in Directory.GetFiles(Source, "*.csproj", SearchOption.AllDirectories))
        {
            var root = XDocument.Load(project).Descendants("RootNamespace").Single().Value;
            var folder = Path.GetDirectoryName(project)!;
            foreach (var file in FilesOf(folder))
            {
                var below = Path.GetRelativePath(folder, Path.GetDirectoryName(file)!);
                var expected = below == "." ? root : $"{root}.{below.Replace(Path.DirectorySeparatorChar, '.')}";
                var declared = NamespaceLine().Match(File.ReadAllText(file));
                Assert.True(
                    Path.GetFileName(file) == "Program.cs" || declared.Groups["name"].Value == expected,
                    $"{file} declares '{declared.Groups["name"].Value}', its folder says '{expected}'.");
            }
        }
    }

    [Fact]
    public void No_file_is_long()
    {
        var files = FilesOf(Source);

        Assert.NotEmpty(files);
        Assert.All(
            files.Where(file => !file.Contains("Migrations", StringComparison.Ordinal)),
            file => Assert.True(File.ReadLines(file).Count() <= MostLines, $"{file} has more than {MostLines} lines."));
    }

    [Fact]
    public void Banned_symbols_are_banned_in_every_project()
    {
        var targets = XDocument.Load(Path.Combine(ProjectRoot.Path, "Directory.Build.targets"));
        var group = targets.Descendants("AdditionalFiles").Single().Parent!;
        Assert.EndsWith("eng/BannedSymbols.txt", (string?)group.Element("AdditionalFiles")!.Attribute("Include"), StringComparison.Ordinal);
        Assert.Equal(
            "Microsoft.CodeAnalysis.BannedApiAnalyzers", (string?)group.Element("PackageReference")!.Attribute("Include"));
        Assert.Contains(
            "P:System.DateTime.UtcNow;",
            File.ReadAllText(Path.Combine(ProjectRoot.Path, "eng", "BannedSymbols.txt")),
            StringComparison.Ordinal);

        // The ways out of it: saying that a project is none of the product's, and switching the rule off.
        string[] waysOut = ["IsTestProject", "IsBenchProject", "IsSupportProject", "RS0030"];
        var places = FilesOf(Source)
            .Concat(Directory.GetFiles(Source, "*.csproj", SearchOption.AllDirectories))
            .Append(Path.Combine(ProjectRoot.Path, "Directory.Build.props"))
            .Append(Path.Combine(ProjectRoot.Path, ".editorconfig"));
        Assert.All(places, file => Assert.DoesNotContain(waysOut, way => File.ReadAllText(file).Contains(way, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    private static string[] FilesOf(string folder) => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
}
