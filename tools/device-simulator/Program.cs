using DeviceSimulator;

// One thread hop less an answer: the thread that learns of a socket's news hands it to DotNetty's loop by itself,
// not through the thread pool. .NET has no other switch for it and reads it at the first socket; who set it, meant it.
const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
{
    Environment.SetEnvironmentVariable(InlineCompletions, "1");
}

return await SimulatorCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
