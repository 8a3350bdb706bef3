using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Gateway.Cli;

/// <summary>Prints objects: tables for people, the API's own JSON for scripts.</summary>
internal sealed class CliOutput(TextWriter writer, bool isJson)
{
    /// <summary>Where the output is no terminal there is no width to keep to.</summary>
    private const int FileWidth = 240;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A list: the named columns, or all of its JSON.</summary>
    public void List(JsonArray items, IReadOnlyList<string> columns)
    {
        if (isJson)
        {
            Json(new JsonObject { ["data"] = items, ["next_cursor"] = null });
            return;
        }

        var table = new Table().RoundedBorder();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        foreach (var item in items)
        {
            table.AddRow(columns.Select(column => new Text(Cell(column, Find(item, column)))));
        }

        Write(table);
    }

    /// <summary>One object: a row for each field, or its JSON.</summary>
    public void One(JsonNode? item)
    {
        if (isJson)
        {
            Json(item ?? new JsonObject());
            return;
        }

        var table = new Table().RoundedBorder().HideHeaders().AddColumn("field").AddColumn("value");
        foreach (var (name, value) in item?.AsObject() ?? [])
        {
            table.AddRow(new Text(name), new Text(Cell(name, value)));
        }

        Write(table);
    }

    /// <summary>A sentence for people, or an object that says the same.</summary>
    public void Message(string text, JsonObject json)
    {
        if (isJson)
        {
            Json(json);
        }
        else
        {
            writer.WriteLine(Clean(text));
        }
    }

    /// <summary>One of many: a line for people, or its JSON in one line.</summary>
    public void Line(string text, string json)
    {
        writer.WriteLine(isJson ? json : Clean(text));
        writer.Flush();
    }

    /// <summary>Columns may reach into objects: <c>properties.name</c>.</summary>
    private static JsonNode? Find(JsonNode? item, string column)
    {
        foreach (var part in column.Split('.'))
        {
            item = item is JsonObject inner ? inner[part] : null;
        }

        return item;
    }

    private static string Cell(string name, JsonNode? value) => value switch
    {
        null => "",
        JsonValue seconds when IsTime(name) && seconds.TryGetValue<long>(out var unix) => CliTime.Show(unix),
        JsonValue plain when plain.TryGetValue<string>(out var text) => Clean(text),
        _ => Clean(value.ToJsonString()),
    };

    private static bool IsTime(string name) => name is "time" or "from" or "to" || name.EndsWith("_time", StringComparison.Ordinal);

    /// <summary>What others typed in must not move the cursor.</summary>
    private static string Clean(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    private void Json(JsonNode node) => writer.WriteLine(node.ToJsonString(Indented));

    private void Write(Table table)
    {
        var isTerminal = ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = FileWidth;
        }

        console.Write(table);
    }
}
