namespace Gateway.Protocol.Queclink.Text;

/// <summary>The three letters after "GT" that say what a text frame is about, as one number.</summary>
internal static class ReportName
{
    public const int Fri = ('F' << 16) | ('R' << 8) | 'I';
    public const int Eri = ('E' << 16) | ('R' << 8) | 'I';
    public const int Inf = ('I' << 16) | ('N' << 8) | 'F';
    public const int Can = ('C' << 16) | ('A' << 8) | 'N';
    public const int Hbd = ('H' << 16) | ('B' << 8) | 'D';
    public const int Ign = ('I' << 16) | ('G' << 8) | 'N';
    public const int Igf = ('I' << 16) | ('G' << 8) | 'F';
    public const int Igl = ('I' << 16) | ('G' << 8) | 'L';
    public const int Vgn = ('V' << 16) | ('G' << 8) | 'N';
    public const int Vgf = ('V' << 16) | ('G' << 8) | 'F';
    public const int Vgl = ('V' << 16) | ('G' << 8) | 'L';
    public const int Ida = ('I' << 16) | ('D' << 8) | 'A';
    public const int Stt = ('S' << 16) | ('T' << 8) | 'T';
    public const int Str = ('S' << 16) | ('T' << 8) | 'R';
    public const int Ctn = ('C' << 16) | ('T' << 8) | 'N';
    public const int Nmr = ('N' << 16) | ('M' << 8) | 'R';
    public const int Tow = ('T' << 16) | ('O' << 8) | 'W';
    public const int Sos = ('S' << 16) | ('O' << 8) | 'S';
    public const int Spd = ('S' << 16) | ('P' << 8) | 'D';
    public const int Hbm = ('H' << 16) | ('B' << 8) | 'M';
    public const int Idn = ('I' << 16) | ('D' << 8) | 'N';
    public const int Idl = ('I' << 16) | ('D' << 8) | 'L';
    public const int Epf = ('E' << 16) | ('P' << 8) | 'F';
    public const int Mpf = ('M' << 16) | ('P' << 8) | 'F';
    public const int Bpl = ('B' << 16) | ('P' << 8) | 'L';
    public const int Eps = ('E' << 16) | ('P' << 8) | 'S';
    public const int Geo = ('G' << 16) | ('E' << 8) | 'O';
    public const int Gin = ('G' << 16) | ('I' << 8) | 'N';
    public const int Got = ('G' << 16) | ('O' << 8) | 'T';
    public const int Ges = ('G' << 16) | ('E' << 8) | 'S';
    public const int Swg = ('S' << 16) | ('W' << 8) | 'G';
    public const int Tmp = ('T' << 16) | ('M' << 8) | 'P';
    public const int Tem = ('T' << 16) | ('E' << 8) | 'M';
    public const int Jdr = ('J' << 16) | ('D' << 8) | 'R';
    public const int Jds = ('J' << 16) | ('D' << 8) | 'S';
    public const int Cra = ('C' << 16) | ('R' << 8) | 'A';
    public const int Wif = ('W' << 16) | ('I' << 8) | 'F';
    public const int Fla = ('F' << 16) | ('L' << 8) | 'A';

    /// <summary>0 where these are not three letters or digits.</summary>
    public static int Of(ReadOnlySpan<byte> letters)
    {
        if (letters.Length != 3)
        {
            return 0;
        }

        var name = 0;
        foreach (var letter in letters)
        {
            if (!char.IsAsciiLetterUpper((char)letter) && !char.IsAsciiDigit((char)letter))
            {
                return 0;
            }

            name = (name << 8) | letter;
        }

        return name;
    }

    /// <summary>
    /// Whether it answers a command or tells the configuration: nothing about the vehicle, so nothing to keep.
    /// </summary>
    public static bool IsAnswer(int name) => name
        is (('A' << 16) | ('L' << 8) | 'L')
        or (('A' << 16) | ('L' << 8) | 'C')
        or (('A' << 16) | ('L' << 8) | 'M')
        or (('A' << 16) | ('L' << 8) | 'S')
        or (('A' << 16) | ('I' << 8) | 'F')
        or (('A' << 16) | ('T' << 8) | 'I')
        or (('C' << 16) | ('F' << 8) | 'G')
        or (('C' << 16) | ('F' << 8) | 'U')
        or (('C' << 16) | ('V' << 8) | 'N')
        or (('C' << 16) | ('I' << 8) | 'D')
        or (('C' << 16) | ('S' << 8) | 'Q')
        or (('G' << 16) | ('S' << 8) | 'V')
        or (('T' << 16) | ('M' << 8) | 'Z')
        or (('U' << 16) | ('P' << 8) | 'C')
        or (('U' << 16) | ('P' << 8) | 'D')
        or (('V' << 16) | ('E' << 8) | 'R');
}
