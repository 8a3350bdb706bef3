using Gateway.Bench;

return await BenchCommands.RunAsync(args);
