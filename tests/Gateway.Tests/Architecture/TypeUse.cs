using System.Reflection;
using System.Reflection.Emit;

namespace Gateway.Tests.Architecture;

/// <summary>Which assemblies a compiled type uses: in its shape, and in the code of its methods.</summary>
internal static class TypeUse
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The simple names of the assemblies.</summary>
    public static IReadOnlySet<string> AssembliesOf(Type type)
    {
        var names = new HashSet<string>();
        Add(names, type.BaseType);
        foreach (var contract in type.GetInterfaces())
        {
            Add(names, contract);
        }

        foreach (var field in type.GetFields(Declared))
        {
            Add(names, field.FieldType);
        }

        foreach (var method in type.GetMembers(Declared).OfType<MethodBase>())
        {
            Add(names, (method as MethodInfo)?.ReturnType);
            foreach (var parameter in method.GetParameters())
            {
                Add(names, parameter.ParameterType);
            }

            AddBody(names, method);
        }

        return names;
    }

    private static void Add(HashSet<string> names, Type? type)
    {
        if (type is null)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(names, type.GetElementType());
            return;
        }

        names.Add(type.Assembly.GetName().Name!);
        foreach (var argument in type.IsGenericParameter ? [] : type.GetGenericArguments())
        {
            Add(names, argument);
        }
    }

    private static void AddBody(HashSet<string> names, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (var local in body.LocalVariables)
        {
            Add(names, local.LocalType);
        }

        foreach (var token in TokensOf(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(
                token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
            Add(names, member as Type ?? member!.DeclaringType);
            if (member is MethodInfo { IsGenericMethod: true } generic)
            {
                foreach (var argument in generic.GetGenericArguments())
                {
                    Add(names, argument);
                }
            }
        }
    }

    /// <summary>The tokens of types, methods and fields in the code (ECMA-335, part III).</summary>
    private static IEnumerable<int> TokensOf(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            var operation = OpCodesByValue[value];
            at += operation.Size;
            switch (operation.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    yield return BitConverter.ToInt32(code, at);
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                default:
                    at += SizeOf(operation.OperandType);
                    break;
            }
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
