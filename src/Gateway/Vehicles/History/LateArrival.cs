using System.Runtime.InteropServices;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>A fact that came late and waits until history is folded again.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="ReceivedMs">When it was received, by our clock.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LateArrival(TimelineFact Fact, long ReceivedMs);
