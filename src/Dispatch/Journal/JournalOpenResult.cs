using System.Diagnostics.CodeAnalysis;

namespace Gateway.Dispatch.Journal;

/// <summary>An open journal, or the reason why there is none.</summary>
public sealed class JournalOpenResult
{
    private JournalOpenResult(IJournal? journal, JournalOpenFault? fault)
    {
        Journal = journal;
        Fault = fault;
    }

    /// <summary>Set when opened.</summary>
    public IJournal? Journal { get; }

    /// <summary>Set when not opened.</summary>
    public JournalOpenFault? Fault { get; }

    /// <summary>Tells which of the two is set.</summary>
    [MemberNotNullWhen(true, nameof(Journal))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsOpen => Journal is not null;

    internal static JournalOpenResult Opened(IJournal journal) => new(journal, null);

    internal static JournalOpenResult Refused(JournalOpenFault fault) => new(null, fault);
}
