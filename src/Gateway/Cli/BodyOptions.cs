using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary>Options that become the fields of a request body; those not given stay out of it.</summary>
internal sealed class BodyOptions
{
    private readonly List<(Option Option, Action<ParseResult, JsonObject> Read)> _options = [];
    private readonly Option<string[]> _clear = new("--clear")
    {
        Description = "Fields to clear, by their names in the API.",
        HelpName = "FIELD",
        DefaultValueFactory = _ => [],
    };

    public BodyOptions Text(string name, string field, string description, bool required = false, params string[] among)
    {
        var option = new Option<string?>(name) { Description = description, Required = required };
        if (among.Length > 0)
        {
            option.AcceptOnlyFromAmong(among);
        }

        return Add(option, field, value => value);
    }

    public BodyOptions Number(string name, string field, string description) =>
        Add(new Option<double?>(name) { Description = description }, field, value => value);

    public BodyOptions Integer(string name, string field, string description) =>
        Add(new Option<long?>(name) { Description = description }, field, value => value);

    public BodyOptions Flag(string name, string field, string description) =>
        Add(new Option<bool?>(name) { Description = description }, field, value => value);

    /// <summary>Whole numbers with commas between.</summary>
    public BodyOptions Numbers(string name, string field, string description) => Add(
        new Option<long[]?>(name) { Description = description, HelpName = "1,2,…", CustomParser = ParseIds },
        field,
        numbers => numbers is null ? null : new JsonArray([.. numbers.Select(number => JsonValue.Create(number))]));

    /// <summary>Ids with commas between, in an inner object.</summary>
    public BodyOptions Ids(string name, string outer, string field, string description)
    {
        var option = new Option<long[]?>(name) { Description = description, HelpName = "1,2,…", CustomParser = ParseIds };
        _options.Add((option, Put));
        return this;

        void Put(ParseResult parsed, JsonObject body)
        {
            if (parsed.GetResult(option) is { Implicit: false } && parsed.GetValue(option) is { } ids)
            {
                var inner = body[outer] as JsonObject ?? [];
                body[outer] = inner;
                inner[field] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]);
            }
        }
    }

    /// <summary>NAME=VALUE pairs, repeatable.</summary>
    public BodyOptions Pairs(string name, string field, string description)
    {
        var option = new Option<string[]>(name)
        {
            Description = description,
            HelpName = "NAME=VALUE",
            DefaultValueFactory = _ => [],
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"{name} takes NAME=VALUE, not '{token.Value}'.");
            }
        });
        _options.Add((option, Put));
        return this;

        void Put(ParseResult parsed, JsonObject body)
        {
            if (parsed.GetValue(option) is { Length: > 0 } pairs)
            {
                body[field] = new JsonObject(pairs.Select(pair => pair.Split('=', 2)).Select(
                    parts => new KeyValuePair<string, JsonNode?>(parts[0], parts[1])));
            }
        }
    }

    /// <summary>Adds the options to a command that makes an object.</summary>
    public void AddTo(Command command)
    {
        foreach (var (option, _) in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Adds the options to a command that changes an object, with one more to clear fields.</summary>
    public void AddToUpdate(Command command)
    {
        AddTo(command);
        command.Options.Add(_clear);
    }

    public JsonObject Read(ParseResult parsed)
    {
        var body = new JsonObject();
        foreach (var (_, read) in _options)
        {
            read(parsed, body);
        }

        if (parsed.CommandResult.Command.Options.Contains(_clear))
        {
            foreach (var field in parsed.GetValue(_clear) ?? [])
            {
                body[field] = null;
            }

            if (body.Count == 0)
            {
                throw CliFailure.Usage("Nothing to change: give at least one option.");
            }
        }

        return body;
    }

    private static long[]? ParseIds(ArgumentResult result)
    {
        var ids = new List<long>();
        foreach (var part in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                result.AddError($"'{part}' is not an id.");
                return null;
            }

            ids.Add(id);
        }

        return [.. ids];
    }

    private BodyOptions Add<T>(Option<T> option, string field, Func<T, JsonNode?> convert)
    {
        _options.Add((option, Put));
        return this;

        void Put(ParseResult parsed, JsonObject body)
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                body[field] = convert(parsed.GetValue(option)!);
            }
        }
    }
}
