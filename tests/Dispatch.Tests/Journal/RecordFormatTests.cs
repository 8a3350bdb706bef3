using System.Text;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class RecordFormatTests
{
    private static readonly Guid JournalId = new("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void Crc32C_gives_the_values_of_RFC_3720()
    {
        // RFC 3720, B.4: 32 bytes of zeros, of ones, and ascending; and the usual check value.
        Assert.Equal(0x8A9136AAu, Crc32C.Compute(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Compute(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Compute(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
        Assert.Equal(0xE3069283u, Crc32C.Compute(Encoding.ASCII.GetBytes("123456789")));
    }

    [Fact]
    public void The_bytes_of_a_record_stay_what_they_are()
    {
        // Files written by an older version must stay readable: a change here needs a new version byte.
        var record = new byte[RecordFormat.HeaderBytes + 3];
        RecordFormat.Write(record, RecordFormat.Salt(JournalId, 1), 7, 0x0102030405060708, 1_700_000_000_000, [1, 2, 3]);
        Assert.Equal("01070000" + "0807060504030201" + "0068E5CF8B010000", Convert.ToHexString(record)[..40]);
        Assert.Equal("010203", Convert.ToHexString(record)[48..]);
        Assert.Equal("DB9EF2AD", Convert.ToHexString(record)[40..48]);
    }

    [Fact]
    public void Any_flipped_bit_and_any_other_partition_is_seen()
    {
        var salt = RecordFormat.Salt(JournalId, 0);
        var record = new byte[RecordFormat.HeaderBytes + 40];
        RecordFormat.Write(record, salt, 1, 42, 1_700_000_000_000, new byte[40]);
        Assert.True(RecordFormat.TryRead(record, salt, out var kind, out var sequence, out var appended));
        Assert.Equal(((byte)1, 42L, 1_700_000_000_000L), (kind, sequence, appended));
        Assert.False(RecordFormat.TryRead(record, RecordFormat.Salt(JournalId, 1), out _, out _, out _));
        Assert.False(RecordFormat.TryRead(record.AsSpan(0, record.Length - 1), salt, out _, out _, out _));
        for (var bit = 0; bit < record.Length * 8; bit++)
        {
            record[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(RecordFormat.TryRead(record, salt, out _, out _, out _));
            record[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
