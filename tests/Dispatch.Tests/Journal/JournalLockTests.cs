using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Tests.Journal;

public sealed class JournalLockTests
{
    [Fact]
    public async Task A_second_open_in_this_process_is_refused()
    {
        using var folder = new JournalFolder();
        await using (await folder.OpenAsync())
        {
            Assert.Equal(JournalOpenFaultKind.InUse, (await folder.TryOpenAsync()).Fault?.Kind);
        }

        await using var again = await folder.OpenAsync();
    }

    [Fact]
    public async Task A_second_process_is_refused_and_harms_nothing()
    {
        using var folder = new JournalFolder();
        await using (var journal = await folder.OpenAsync())
        {
            await JournalFolder.FillAsync(journal[0], 10);
            using var second = JournalWriterProcess.Start(folder.Root, first: 1, end: 5);
            var error = await second.StandardError.ReadToEndAsync();
            await second.WaitForExitAsync();
            Assert.Equal(1, second.ExitCode);
            Assert.StartsWith("InUse", error);
            await JournalFolder.FillAsync(journal[0], 10);
        }

        await using var again = await folder.OpenAsync();
        Assert.Equal(20, JournalFolder.ReadAll(again[0]).Count);
    }

    [Fact]
    public async Task This_process_is_refused_while_another_one_has_it()
    {
        using var folder = new JournalFolder();
        using var other = JournalWriterProcess.Start(folder.Root, first: 1, end: 0);
        Assert.Equal("open", await other.StandardOutput.ReadLineAsync());
        Assert.Equal(JournalOpenFaultKind.InUse, (await folder.TryOpenAsync()).Fault?.Kind);
        other.Kill();
        await other.WaitForExitAsync();
    }
}
