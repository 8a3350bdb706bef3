namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Buffers that no attempt needs now, the ones used last on top: those are still in the processor's cache. So many are kept; more
/// only as long as they are in use.
/// </summary>
/// <param name="most">How many are kept.</param>
internal sealed class AttemptBuffersPool(int most) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<AttemptBuffers> _idle = new();

    public AttemptBuffers Get()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var buffers))
            {
                return buffers;
            }
        }

        return new AttemptBuffers();
    }

    public void Return(AttemptBuffers buffers)
    {
        buffers.Trim();
        lock (_gate)
        {
            if (_idle.Count < most)
            {
                _idle.Push(buffers);
                return;
            }
        }

        buffers.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            while (_idle.TryPop(out var buffers))
            {
                buffers.Dispose();
            }
        }
    }
}
