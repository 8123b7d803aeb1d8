namespace RlsMotion.Cli;

/// <summary>Input that cannot be used. The message is one line: file, place, what is wrong, what to do.</summary>
/// <param name="file">Path as it was typed.</param>
/// <param name="place">Where in it, such as "row 17"; empty for the whole file.</param>
/// <param name="what">What is wrong.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="inner">What brought it to light, if anything.</param>
public sealed class UnusableInputException(string file, string place, string what, string remedy, Exception? inner = null)
    : Exception($"{file}{(place.Length > 0 ? $" ({place})" : "")}: {what} {remedy}".ReplaceLineEndings(" "), inner);
