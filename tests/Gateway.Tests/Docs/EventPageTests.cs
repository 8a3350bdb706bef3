using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Events.Schemas;
using Gateway.Testing;

namespace Gateway.Tests.Docs;

/// <summary>
/// docs/events.md says what the catalogue says. With GATEWAY_WRITE_DOCS=1 the test writes the tables and examples anew
/// between their marks, and leaves the words around them.
/// </summary>
public sealed class EventPageTests
{
    private static readonly string Page = Path.Combine(ProjectRoot.Path, "docs", "events.md");

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void Says_what_is_sent()
    {
        var text = File.ReadAllText(Page);
        var expected = Replace(text, "common", Table(EventFields.Common));
        foreach (var info in new EventCatalog().All)
        {
            expected = Replace(expected, info.Type.ToName(), Describe(info));
        }

        if (Environment.GetEnvironmentVariable("GATEWAY_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Page, expected);
        }

        Assert.Equal(expected, text);
    }

    [Fact]
    public void Says_of_every_type_when_it_is_sent()
    {
        var text = File.ReadAllText(Page);
        foreach (var type in EventTypeNames.All)
        {
            var begin = text.IndexOf($"\n## `{type.ToName()}`\n", StringComparison.Ordinal);
            Assert.True(begin >= 0, $"{type.ToName()} has no heading.");
            var words = text[begin..text.IndexOf($"<!-- {type.ToName()} -->", StringComparison.Ordinal)];
            Assert.True(words.Length > 120, $"{type.ToName()} is not explained.");
        }
    }

    private static string Replace(string text, string mark, string block)
    {
        var (open, close) = ($"<!-- {mark} -->\n", $"<!-- end of {mark} -->");
        var begin = text.IndexOf(open, StringComparison.Ordinal);
        var end = text.IndexOf(close, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"docs/events.md has no marks of {mark}.");
        return text[..(begin + open.Length)] + "\n" + block + "\n" + text[end..];
    }

    private static string Describe(EventTypeInfo info)
    {
        var text = new StringBuilder();
        text.Append($"{info.Description}\n\n");
        foreach (var parameter in info.Parameters)
        {
            text.Append($"- Setting `{parameter.Name}` ({parameter.Type}; {parameter.Default ?? "required"}): {parameter.Description}\n");
        }

        text.Append(info.Parameters.Count > 0 ? "\n" : "").Append(Table(EventFields.Of(info.Type)));
        var example = JsonNode.Parse(info.ExampleData.Span)!.AsObject();
        foreach (var common in EventFields.Common)
        {
            example.Remove(common.Name);
        }

        return text.Append($"\nExample, without the common fields:\n\n```json\n{example.ToJsonString(Indented)}\n```\n").ToString();
    }

    private static string Table(IReadOnlyList<EventField> fields)
    {
        var text = new StringBuilder("| Field | Value | Meaning |\n| --- | --- | --- |\n");
        Rows(text, fields, "");
        return text.ToString();
    }

    private static void Rows(StringBuilder text, IReadOnlyList<EventField> fields, string prefix)
    {
        foreach (var field in fields)
        {
            var kind = field.Kind switch
            {
                FieldKind.Text => "text",
                FieldKind.Number => "number",
                FieldKind.Integer => "whole number",
                FieldKind.Boolean => "true or false",
                FieldKind.Time => "Unix seconds",
                FieldKind.EventId => "32 hex digits",
                FieldKind.ObjectId => "16 hex digits",
                FieldKind.Object => "object",
                FieldKind.Objects => "array of objects",
                _ => "array of texts",
            };
            var values = field.Values.Count > 0 ? string.Join(", ", field.Values.Select(value => $"`{value}`")) : kind;
            text.Append($"| `{prefix}{field.Name}` | {values}{(field.IsNullable ? ", null" : "")} | {field.Description} |\n");
            Rows(text, field.Fields, $"{prefix}{field.Name}{(field.Kind == FieldKind.Objects ? "[]" : "")}.");
        }
    }
}
