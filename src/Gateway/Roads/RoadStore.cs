using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Gateway.Dispatch.Storage;
using Gateway.Geo.Roads;
using Gateway.Hosting;
using Gateway.Vehicles;

namespace Gateway.Roads;

/// <summary>
/// One file for each account, <c>roads/ACCOUNT.roads</c>: time of the import, the packed index, CRC-32. A new one is
/// written beside it, flushed, and renamed, so that at every moment a whole one is there.
/// </summary>
internal sealed class RoadStore(string folder)
{
    private const string Suffix = ".roads";
    private const string NewSuffix = ".new";
    private const string UploadSuffix = ".upload";
    private const int HeadBytes = sizeof(long);
    private const int TrailerBytes = sizeof(uint);

    private long _uploads;

    /// <summary>Makes the folder and takes away what an import that did not end left over.</summary>
    public void Prepare()
    {
        if (!Directory.Exists(folder))
        {
            PrivateFolder.Create(folder);
            DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        }

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (file.EndsWith(NewSuffix, StringComparison.Ordinal) || file.EndsWith(UploadSuffix, StringComparison.Ordinal))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>The accounts that have a file.</summary>
    public IEnumerable<long> Accounts() => Directory.EnumerateFiles(folder, "*" + Suffix)
        .Select(path => long.TryParse(
            Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    /// <summary>A file for the bytes of an import; gone when it is closed.</summary>
    public FileStream OpenUpload() => new(
        Path.Combine(folder, $"{Interlocked.Increment(ref _uploads)}{UploadSuffix}"),
        FileMode.Create,
        FileAccess.ReadWrite,
        FileShare.None,
        1 << 16,
        FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    /// <summary>Reads an account's roads; null, with the reason, where the file is damaged: it is then put aside.</summary>
    public AccountRoads? Read(long accountId, out string? fault)
    {
        var path = PathOf(accountId);
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20))
            {
                if (TryRead(file, out fault) is { } roads)
                {
                    return roads;
                }
            }

            var aside = path + ".damaged";
            File.Move(path, aside, overwrite: true);
            DurableFolder.Flush(folder);
            fault = $"{fault}. It is kept as {aside}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
        }

        return null;
    }

    /// <summary>Makes the index the account's; it is on disk when this returns.</summary>
    /// <exception cref="IOException">The system says no; the file before is untouched.</exception>
    public AccountRoads Write(long accountId, RoadIndex index, long importedAtMs)
    {
        var path = PathOf(accountId);
        long length;
        using (var file = new FileStream(path + NewSuffix, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            using var summed = new Crc32Stream(file);
            Span<byte> number = stackalloc byte[HeadBytes];
            BinaryPrimitives.WriteInt64LittleEndian(number, importedAtMs);
            summed.Write(number);
            RoadIndexFormat.Write(index, summed);
            BinaryPrimitives.WriteUInt32LittleEndian(number, summed.Checksum);
            file.Write(number[..TrailerBytes]);
            file.Flush(flushToDisk: true);
            length = file.Length;
        }

        File.Move(path + NewSuffix, path, overwrite: true);
        DurableFolder.Flush(folder);
        return new AccountRoads(index, importedAtMs, length);
    }

    /// <summary>Deletes an account's roads; on disk when this returns.</summary>
    /// <exception cref="IOException">The system says no.</exception>
    public void Delete(long accountId)
    {
        File.Delete(PathOf(accountId));
        DurableFolder.Flush(folder);
    }

    private string PathOf(long accountId) =>
        Path.Combine(folder, accountId.ToString(CultureInfo.InvariantCulture) + Suffix);

    private static AccountRoads? TryRead(FileStream file, out string? fault)
    {
        var length = file.Length;
        if (length <= HeadBytes + TrailerBytes)
        {
            fault = $"{file.Name} is empty";
            return null;
        }

        // The checksum first: nothing of a damaged file is believed.
        var crc = new Crc32();
        var buffer = new byte[1 << 16];
        for (var left = length - TrailerBytes; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            file.ReadExactly(part);
            crc.Append(part);
            left -= part.Length;
        }

        Span<byte> number = stackalloc byte[HeadBytes];
        file.ReadExactly(number[..TrailerBytes]);
        if (crc.GetCurrentHashAsUInt32() != BinaryPrimitives.ReadUInt32LittleEndian(number))
        {
            fault = $"The checksum of {file.Name} does not hold";
            return null;
        }

        file.Position = 0;
        file.ReadExactly(number);
        var index = RoadIndexFormat.Read(file, out fault);
        fault = fault is null ? null : $"{file.Name}: {fault}";
        return index is null ? null : new AccountRoads(index, BinaryPrimitives.ReadInt64LittleEndian(number), length);
    }
}
