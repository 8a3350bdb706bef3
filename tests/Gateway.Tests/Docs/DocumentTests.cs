using System.Text.RegularExpressions;
using Gateway.Testing;

namespace Gateway.Tests.Docs;

/// <summary>The documents name tests that exist.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_test_that_the_delivery_contract_names_exists()
    {
        var text = File.ReadAllText(Path.Combine(ProjectRoot.Path, "docs", "delivery.md"));
        var named = TestName().Matches(text).Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).ToList();
        var sources = Directory
            .EnumerateFiles(Path.Combine(ProjectRoot.Path, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path)!, File.ReadAllText);

        Assert.True(named.Count > 30, "The names were not found.");
        var missing = named.Where(test => !sources[test.Class].Any(source => Regex.IsMatch(
            source, $@"\[(Fact|Theory)\](?:\s*\[[^\n]*\])*\s*public (?:async Task|void) {test.Method}\("))).ToList();
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"\[(\w+Tests)\.(\w+)\]")]
    private static partial Regex TestName();
}
