using System.CommandLine;
using System.Text.Json.Nodes;

namespace Gateway.Cli;

/// <summary>The commands that every kind of object has.</summary>
/// <param name="globals">The common options.</param>
/// <param name="noun">What it is called: <c>webhook</c>.</param>
/// <param name="path">Where it is: <c>/v1/webhooks</c>.</param>
internal sealed class ResourceCommands(CliGlobals globals, string noun, string path)
{
    public Command List(params string[] columns) => globals.Define("list", $"List {noun}s.", async context =>
    {
        context.Output.List(await context.Client.ListAsync(path, context.Stop), columns);
        return CliExit.Done;
    });

    public Command Show()
    {
        var command = WithId("show", $"Show a {noun}.", async (context, id) =>
        {
            context.Output.One(await context.Client.GetAsync($"{path}/{id}", context.Stop));
            return CliExit.Done;
        });
        command.Aliases.Add("get");
        return command;
    }

    public Command Create(BodyOptions body)
    {
        var command = globals.Define("create", $"Make a {noun}.", async context =>
        {
            context.Output.One(await context.Client.PostAsync(path, body.Read(context.Parsed), context.Stop));
            return CliExit.Done;
        });
        body.AddTo(command);
        return command;
    }

    public Command Update(BodyOptions body)
    {
        var command = WithId("update", $"Change fields of a {noun}.", async (context, id) =>
        {
            context.Output.One(await context.Client.PatchAsync($"{path}/{id}", body.Read(context.Parsed), context.Stop));
            return CliExit.Done;
        });
        body.AddToUpdate(command);
        return command;
    }

    public Command Delete(string name = "delete", string verb = "Deleted") =>
        WithId(name, name == "delete" ? $"Delete a {noun}." : $"{char.ToUpperInvariant(name[0])}{name[1..]} a {noun}.", async (context, id) =>
        {
            await context.Client.DeleteAsync($"{path}/{id}", context.Stop);
            context.Output.Message($"{verb} {noun} {id}.", new JsonObject { ["id"] = id, [verb.ToLowerInvariant()] = true });
            return CliExit.Done;
        });

    /// <summary>A POST to a path below an object, which answers with the object or a message.</summary>
    public Command Act(string name, string description) => WithId(name, description, async (context, id) =>
    {
        context.Output.One(await context.Client.PostAsync($"{path}/{id}/{name}", null, context.Stop));
        return CliExit.Done;
    });

    /// <summary>A command on one object.</summary>
    public Command WithId(string name, string description, Func<CliContext, long, Task<int>> run)
    {
        var id = new Argument<long>("id") { Description = $"The {noun}'s id." };
        var command = globals.Define(name, description, context => run(context, context.Parsed.GetValue(id)));
        command.Arguments.Add(id);
        return command;
    }
}
