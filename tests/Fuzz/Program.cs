using Gateway.Fuzz;
using Gateway.Protocol;
using Gateway.Protocol.Detection;
using Gateway.Protocol.Sessions;
using SharpFuzz;

// Gateway.Fuzz FAMILY            one input from stdin after the other, for afl-fuzz
// Gateway.Fuzz FAMILY FILE...    runs the files, to see a finding again
// Gateway.Fuzz FAMILY --seeds D  writes the real frames into folder D
switch (args)
{
    case [var name]:
        // Nothing of the instrumented assembly may run before the fuzzer's shared memory is there.
        SessionTarget? fuzzed = null;
        var input = new MemoryStream();
        Fuzzer.OutOfProcess.Run(stream =>
        {
            fuzzed ??= new SessionTarget(Find(name)!);
            input.SetLength(0);
            stream.CopyTo(input);
            fuzzed.Run(input.GetBuffer().AsMemory(0, (int)input.Length));
        });
        return 0;
    case [var name, "--seeds", var folder] when Find(name) is not null:
        var count = (name == AutoProtocol.ListenerName ? DeviceProtocols.All.Select(known => known.Name) : [name])
            .Sum(family => Seeds.Write(family, folder));
        Console.WriteLine($"{count} seeds");
        return count > 0 ? 0 : 1;
    case [var name, .. var files] when Find(name) is not null:
        var target = new SessionTarget(Find(name)!);
        foreach (var file in files)
        {
            target.Run(File.ReadAllBytes(file));
        }

        Console.WriteLine($"{files.Length} inputs, nothing found");
        return 0;
    default:
        Console.Error.WriteLine($"Which family? {string.Join(", ", DeviceProtocols.All.Select(known => known.Name))}, auto");
        return 2;
}

static IDeviceProtocol? Find(string name) => name == AutoProtocol.ListenerName
    ? new AutoProtocol(DeviceProtocols.All)
    : DeviceProtocols.All.FirstOrDefault(known => known.Name == name);
