using System.Text;

namespace Gateway.Cli;

/// <summary>Reads CSV as RFC 4180 has it: commas, quotes doubled inside quotes, line breaks inside quotes.</summary>
internal static class CsvReader
{
    public static List<CsvLine> Read(string text)
    {
        var lines = new List<CsvLine>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var (isQuoted, number, start) = (false, 1, 1);
        for (var index = text.StartsWith('\uFEFF') ? 1 : 0; index < text.Length; index++)
        {
            var letter = text[index];
            number += letter == '\n' ? 1 : 0;
            if (isQuoted && letter == '"' && index + 1 < text.Length && text[index + 1] == '"')
            {
                field.Append('"');
                index++;
            }
            else if (letter == '"' && (isQuoted || field.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted || letter is not (',' or '\r' or '\n'))
            {
                field.Append(letter);
            }
            else if (letter == ',')
            {
                Take();
            }
            else if (letter == '\n')
            {
                EndLine();
                start = number;
            }
        }

        EndLine();
        return lines;

        void Take()
        {
            fields.Add(field.ToString());
            field.Clear();
        }

        void EndLine()
        {
            if (field.Length > 0 || fields.Count > 0)
            {
                Take();
                lines.Add(new CsvLine(start, [.. fields]));
                fields.Clear();
            }
        }
    }
}
