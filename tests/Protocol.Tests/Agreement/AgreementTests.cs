using System.Globalization;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Tests.Jt808;
using Gateway.Protocol.Tests.Queclink;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Protocol.Tests.Suntech;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Agreement;

/// <summary>
/// All families by one measure: time exact, place within 1e-5 degrees, speed within 0.1 knots, course within 1 degree,
/// ignition, temperatures, driver, odometer, supply and battery wherever the entry has them.
/// </summary>
public class AgreementTests
{
    /// <summary>Which entries of a family differ and by which document; the reasons stand in the family's own test.</summary>
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Documents = new()
    {
        ["jt808"] = Jt808VectorTests.Documents,
        ["queclink"] = QueclinkVectorTests.Documents,
        ["suntech"] = SuntechVectorTests.Documents,
    };

    [Fact]
    public void At_least_98_percent_agree_in_every_family_where_no_document_says_otherwise()
    {
        List<string> table = [];
        List<string> unexplained = [];
        var (guarded, guardedAgreeing) = (0, 0);
        foreach (var protocol in DeviceProtocols.All)
        {
            if (FamilyReplay.WholeFrames(protocol.Name) is not { } vectors)
            {
                // A plain clone, or a family that the peer's frames do not have.
                continue;
            }

            var documents = Documents.GetValueOrDefault(protocol.Name) ?? new Dictionary<string, string>();
            var differing = vectors
                .Select(vector => (vector.Id, Difference: Difference(protocol.Name, vector)))
                .Where(each => each.Difference.Length > 0)
                .ToArray();

            // A list that names an entry which agrees hides the next one that does not.
            Assert.Empty(documents.Keys.Except(differing.Select(each => each.Id)));
            Assert.All(documents.Values, document => Assert.NotEmpty(document));
            unexplained.AddRange(differing
                .Where(each => !documents.ContainsKey(each.Id))
                .Select(each => $"{protocol.Name} {each.Id}: {each.Difference}"));
            var agreeing = vectors.Count - differing.Length;
            guarded += vectors.Count(vector => vector.ChecksumOk == true);
            guardedAgreeing += vectors.Count(vector => vector.ChecksumOk == true && differing.All(each => each.Id != vector.Id));
            Assert.True(agreeing >= 0.98 * (vectors.Count - documents.Count), protocol.Name);
            table.Add(string.Create(
                CultureInfo.InvariantCulture, $"| {protocol.Name} | {vectors.Count} | {agreeing} | {documents.Count} |"));
        }

        Assert.SkipWhen(table.Count == 0, VectorFile.Missing);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', table));
        Assert.Equal("", string.Join('\n', unexplained));

        // Whatever the documents say: of frames that a checksum guards, 98 percent agree.
        Assert.True(guardedAgreeing >= 0.98 * guarded, $"{guardedAgreeing} of {guarded}");

        // The README's numbers are these.
        var readme = File.ReadAllText(Path.Combine(ProjectRoot.Path, "src", "Protocol", "README.md"));
        Assert.Contains($"Of the {guarded} whose form has a\nchecksum, {guardedAgreeing} agree.", readme, StringComparison.Ordinal);
        Assert.Contains(string.Join('\n', table), readme, StringComparison.Ordinal);
    }

    private static string Difference(string family, VectorCase vector)
    {
        var expected = FamilyReplay.Expected(family, vector);
        var actual = FamilyReplay.Reports(family, vector);

        // The peer keeps nothing of a sign of life.
        return expected.Count == 0 && actual.All(report => report.Kind == ReportKind.Heartbeat)
            ? ""
            : PeerPosition.Differences(expected, actual);
    }
}
