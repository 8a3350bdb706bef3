using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>
/// The youngest facts of a vehicle, as bytes: the state that they begin with, then each fact with what it ended. About
/// 20 bytes a fact. When full it becomes a block of the history journal, and begins anew with the state of that moment.
/// Belongs to its vehicle.
/// </summary>
internal sealed class HistoryTail
{
    private const byte FactRecord = 1;
    private const byte AssignmentRecord = 2;
    private const byte LedgerRecord = 3;
    private const byte LateRecord = 4;

    // A buffer larger than this is given back when it has been written.
    private const int MostKept = 2048;

    private ByteSink _bytes;
    private int _stateLength;
    private long _time;
    private Place _place;
    private long _odometer;
    private string? _credential;

    /// <summary>Where the block before stands in the history journal; 0 where there is none.</summary>
    public long Head { get; set; }

    /// <summary>When the first of its facts was received; <see cref="long.MaxValue"/> without any.</summary>
    public long FirstReceivedMs { get; private set; } = long.MaxValue;

    /// <summary>The last fact before its own; a fact after it belongs into it.</summary>
    public long BaseMs { get; private set; } = TimelineState.NoTime;

    public uint BaseHash { get; private set; }

    public int FactCount { get; private set; }

    /// <summary>Facts that came late and wait until history is folded again; not among the others.</summary>
    public int LateCount { get; private set; }

    /// <summary>When the last of them was received; 0 without any.</summary>
    public long LastLateMs { get; private set; }

    /// <summary>Whether a fold of history left it: then the next report in order has it written. In memory only.</summary>
    public bool IsRefolded { get; set; }

    public int Length => _bytes.Length;

    public int Capacity => _bytes.Capacity;

    /// <summary>The bytes: what a block and a checkpoint hold.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    public int StateLength => _stateLength;

    /// <summary>Begins anew with a state; none, for a vehicle that nothing was ever known of.</summary>
    public void Begin(TimelineState? state, long head)
    {
        _bytes.Clear(MostKept);
        Head = head;
        FirstReceivedMs = long.MaxValue;
        FactCount = 0;
        LateCount = 0;
        IsRefolded = false;
        LastLateMs = 0;
        _time = 0;
        _place = default;
        _odometer = 0;
        _credential = null;
        BaseMs = state?.NewestMs ?? TimelineState.NoTime;
        BaseHash = state?.NewestHash ?? 0;
        if (state is not null && state.NewestMs != TimelineState.NoTime)
        {
            TimelineStateCodec.Write(ref _bytes, state);
        }

        _stateLength = _bytes.Length;
    }

    public void Add(in TimelineFact fact, long receivedMs)
    {
        FirstReceivedMs = Math.Min(FirstReceivedMs, receivedMs);
        FactCount++;
        Append(fact);
    }

    /// <summary>Keeps a fact that came late, in the order of arrival, until the tail begins anew.</summary>
    public void AddLate(in TimelineFact fact, long receivedMs)
    {
        FirstReceivedMs = Math.Min(FirstReceivedMs, receivedMs);
        LateCount++;
        LastLateMs = Math.Max(LastLateMs, receivedMs);
        _bytes.Byte(LateRecord);
        _bytes.Signed(receivedMs);
        Append(fact);
    }

    private void Append(in TimelineFact fact)
    {
        _bytes.Byte(fact.Kind == FactKind.Assignment ? AssignmentRecord : FactRecord);
        _bytes.Signed(fact.TimeMs - _time);
        _time = fact.TimeMs;
        _bytes.UInt32(fact.Hash);
        if (fact.Kind == FactKind.Assignment)
        {
            _bytes.Signed(fact.Value);
            return;
        }

        _bytes.Byte((byte)fact.Fields);
        if (fact.Has(FactFields.Fix))
        {
            _bytes.Signed((long)fact.LatitudeE7 - _place.LatitudeE7);
            _bytes.Signed((long)fact.LongitudeE7 - _place.LongitudeE7);
            _bytes.Unsigned(fact.AccuracyTenths);
            _place = fact.Place;
        }

        if (fact.Has(FactFields.Speed))
        {
            _bytes.Unsigned(fact.SpeedTenths);
        }

        if (fact.Has(FactFields.Odometer))
        {
            _bytes.Signed(fact.Value - _odometer);
            _odometer = fact.Value;
        }

        if (fact.Has(FactFields.Driver))
        {
            // 0: the same as the fact before it told.
            var same = _credential is not null && string.Equals(_credential, fact.Credential, StringComparison.Ordinal);
            _bytes.Text(same ? null : fact.Credential);
            _credential = fact.Credential;
        }
    }

    public void Add(in LedgerEntry entry)
    {
        _bytes.Byte(LedgerRecord);
        _bytes.Byte((byte)entry.Kind);
        _bytes.UInt64(entry.Tag.Id);
        _bytes.Signed(entry.Tag.Revision);
        _bytes.UInt64(entry.Tag.Sent);
        _bytes.Signed(entry.StartMs - _time);
        _bytes.Signed(entry.EndMs - entry.StartMs);
        _bytes.Signed(entry.Key);
    }

    /// <summary>The state that the bytes begin with; null for none.</summary>
    public static TimelineState? ReadState(ReadOnlySpan<byte> bytes, int stateLength)
    {
        if (stateLength == 0)
        {
            return null;
        }

        var source = new ByteSource(bytes[..stateLength]);
        return TimelineStateCodec.Read(ref source);
    }

    /// <summary>Appends the facts to a list, what they ended to another, and facts that wait to a third.</summary>
    /// <returns>What the next record is told relative to.</returns>
    public static (long Time, Place Place, long Odometer, string? Credential) Read(
        ReadOnlySpan<byte> bytes, int stateLength, List<TimelineFact> facts, List<LedgerEntry> ended, List<LateArrival> late)
    {
        var from = new ByteSource(bytes[stateLength..]);
        var (time, place, odometer, credential) = (0L, default(Place), 0L, (string?)null);
        while (!from.IsEmpty)
        {
            var record = from.Byte();
            if (record == LedgerRecord)
            {
                ended.Add(ReadEntry(ref from, time));
                continue;
            }

            long? received = null;
            if (record == LateRecord)
            {
                received = from.Signed();
                record = from.Byte();
            }

            time += from.Signed();
            var fact = new TimelineFact { TimeMs = time, Hash = from.UInt32() };
            fact = record switch
            {
                AssignmentRecord => fact with { Kind = FactKind.Assignment, Value = from.Signed() },
                FactRecord => ReadFact(ref from, fact, ref place, ref odometer, ref credential),
                _ => throw new InvalidDataException($"A record of kind {record}."),
            };
            if (received is { } at)
            {
                late.Add(new LateArrival(fact, at));
            }
            else
            {
                facts.Add(fact);
            }
        }

        return (time, place, odometer, credential);
    }

    /// <summary>Takes over what a checkpoint kept.</summary>
    public void Restore(ReadOnlySpan<byte> bytes, int stateLength, long head, long firstReceivedMs)
    {
        var facts = new List<TimelineFact>();
        var ended = new List<LedgerEntry>();
        var late = new List<LateArrival>();
        var last = Read(bytes, stateLength, facts, ended, late);
        Begin(null, head);
        if (ReadState(bytes, stateLength) is { } state)
        {
            (BaseMs, BaseHash) = (state.NewestMs, state.NewestHash);
        }

        _bytes.Bytes(bytes);
        _stateLength = stateLength;
        FirstReceivedMs = firstReceivedMs;
        FactCount = facts.Count;
        LateCount = late.Count;
        LastLateMs = late.Count > 0 ? late.Max(arrival => arrival.ReceivedMs) : 0;
        (_time, _place, _odometer, _credential) = last;
    }

    private static TimelineFact ReadFact(
        ref ByteSource from, TimelineFact fact, ref Place place, ref long odometer, ref string? credential)
    {
        var fields = (FactFields)from.Byte();
        var accuracy = (ushort)0;
        if ((fields & FactFields.Fix) != 0)
        {
            place = new Place((int)(place.LatitudeE7 + from.Signed()), (int)(place.LongitudeE7 + from.Signed()));
            accuracy = (ushort)from.Unsigned();
        }

        var speed = (fields & FactFields.Speed) != 0 ? (ushort)from.Unsigned() : (ushort)0;
        if ((fields & FactFields.Odometer) != 0)
        {
            odometer += from.Signed();
        }

        if ((fields & FactFields.Driver) != 0)
        {
            credential = from.Text(credential) ?? credential;
        }

        var fix = (fields & FactFields.Fix) != 0 ? place : default;
        return fact with
        {
            Kind = FactKind.Report,
            Fields = fields,
            LatitudeE7 = fix.LatitudeE7,
            LongitudeE7 = fix.LongitudeE7,
            SpeedTenths = speed,
            AccuracyTenths = accuracy,
            Value = (fields & FactFields.Odometer) != 0 ? odometer : 0,
            Credential = (fields & FactFields.Driver) != 0 ? credential : null,
        };
    }

    private static LedgerEntry ReadEntry(ref ByteSource from, long time)
    {
        var kind = (ObjectKind)from.Byte();
        var tag = new ObjectTag(from.UInt64(), from.Int32(), from.UInt64());
        var start = time + from.Signed();
        return new LedgerEntry(kind, tag, start, start + from.Signed(), from.Signed());
    }
}
