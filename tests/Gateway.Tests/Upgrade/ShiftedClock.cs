using Gateway.Tests.EndToEnd;

namespace Gateway.Tests.Upgrade;

/// <summary>The system's clock, as if the test had begun at another time.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : PatientClock
{
    private readonly TimeSpan _shift = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
