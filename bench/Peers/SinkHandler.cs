using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Bench.Peers;

/// <summary>Answers a login with 01 and a packet with its number of records.</summary>
internal sealed class SinkHandler : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync();
                var rest = read.Buffer;
                while (Answer(ref rest, output))
                {
                }

                input.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                {
                    return;
                }

                await output.FlushAsync();
            }
        }
        catch (ConnectionResetException)
        {
            // The load is over.
        }
    }

    private static bool Answer(ref ReadOnlySequence<byte> buffer, System.IO.Pipelines.PipeWriter output)
    {
        Span<byte> header = stackalloc byte[SinkFrame.HeaderLength];
        if (buffer.Length < header.Length)
        {
            return false;
        }

        buffer.Slice(0, header.Length).CopyTo(header);
        var length = SinkFrame.LengthOf(header);
        if (buffer.Length < length)
        {
            return false;
        }

        output.Advance(SinkFrame.Answer(header, output.GetSpan(sizeof(int))));
        buffer = buffer.Slice(length);
        return true;
    }
}
