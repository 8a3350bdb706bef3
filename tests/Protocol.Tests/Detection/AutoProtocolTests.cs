using System.Buffers;
using Gateway.Protocol.Detection;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Detection;

public sealed class AutoProtocolTests
{
    private static readonly AutoProtocol Auto = new(DeviceProtocols.All);

    private static readonly byte[] TeltonikaLogin = [0x00, 0x0F, .. "356307042441013"u8];

    [Fact]
    public void Is_no_family()
    {
        Assert.Equal(("auto", (byte)0, 0), (Auto.Name, Auto.Id, Auto.DefaultPort));
        Assert.DoesNotContain(DeviceProtocols.All, family => family.Name == Auto.Name || family.Id == Auto.Id);
        Assert.Equal(DeviceProtocols.All.Max(family => family.MaxFrameLength), Auto.MaxFrameLength);
    }

    [Fact]
    public void Becomes_the_family_of_the_first_bytes()
    {
        var session = Auto.CreateSession(new ProtocolOptions());
        for (var length = 0; length < 3; length++)
        {
            Assert.Equal(FrameStatus.NeedMore, session.FindFrame(new(TeltonikaLogin.AsMemory(0, length)), out _, out _));
            Assert.Null(session.Detected);
        }

        var reply = new ArrayBufferWriter<byte>();
        Assert.Equal(FrameStatus.Complete, session.FindFrame(new(TeltonikaLogin), out var taken, out _));
        Assert.Equal("teltonika", session.Detected?.Name);
        var message = session.Read(TeltonikaLogin.AsSpan(0, taken), new ListSink(), reply);
        session.AnswerLogin(true, reply);

        Assert.Equal((MessageKind.Login, "356307042441013"), (message.Kind, message.DeviceId));
        Assert.Equal([1], reply.WrittenSpan.ToArray());
    }

    [Fact]
    public void Sees_first_bytes_that_came_one_by_one()
    {
        var session = Auto.CreateSession(new ProtocolOptions());

        Assert.Equal(FrameStatus.Complete, session.FindFrame(Fragments.Sequence(TeltonikaLogin, 1, 2, 3, 4), out var length, out _));
        Assert.Equal(TeltonikaLogin.Length, length);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002")]
    [InlineData("EHLO mail.example\r\n")]
    public void Refuses_what_no_tracker_sends(string text)
    {
        var session = Auto.CreateSession(new ProtocolOptions());

        var status = session.FindFrame(new(System.Text.Encoding.Latin1.GetBytes(text)), out _, out var fault);

        Assert.Equal((FrameStatus.Invalid, FrameFault.Garbage), (status, fault));
        Assert.Null(session.Detected);
    }

    [Fact]
    public void Every_family_knows_how_its_connections_begin_and_no_other_claims_them()
    {
        var seen = 0;
        foreach (var family in DeviceProtocols.All)
        {
            foreach (var (id, start) in Starts(family.Name))
            {
                for (var length = 1; length <= Math.Min(start.Length, AutoProtocol.DecidingLength); length++)
                {
                    Auto.Choose(start.AsSpan(0, length), out var early);
                    Assert.True(early is null || early == family, $"{id}: {length} bytes of {family.Name} are taken for {early?.Name}");
                    foreach (var other in DeviceProtocols.All.Where(other => other != family))
                    {
                        Assert.True(
                            other.Recognise(start.AsSpan(0, length)) != Recognition.Yes,
                            $"{id}: {other.Name} claims {length} bytes of {family.Name}");
                    }
                }

                var first = start.AsSpan(0, Math.Min(start.Length, AutoProtocol.DecidingLength));
                Assert.True(Auto.Choose(first, out var found) == Recognition.Yes && found == family, $"{id}: {family.Name} is not recognised");
                seen++;
            }
        }

        Assert.SkipWhen(seen == 0, VectorFile.Missing);
    }

    /// <summary>What a connection begins with: the session's first frame, or the frame where there is no login.</summary>
    private static IEnumerable<(string Id, byte[] Start)> Starts(string family) =>
        from file in family == "queclink" ? ["queclink-text", "queclink-binary"] : new[] { family }
        from vector in VectorFile.Load(file) ?? []
        let start = vector.SessionSetup is [var first, ..] ? first : vector.Frame
        where BeginsConnection(family, start)
        select (vector.Id, start);

    /// <summary>Left out: data of families whose connections begin with a login, captured without it.</summary>
    private static bool BeginsConnection(string family, byte[] start) => family switch
    {
        "teltonika" => start is [0x00, 0x0F, ..],
        _ => true,
    };
}
