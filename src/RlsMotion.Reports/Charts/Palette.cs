namespace RlsMotion.Reports.Charts;

/// <summary>Colours told apart by everyone (Okabe and Ito, Color Universal Design, 2008), and what each stands for here.</summary>
public static class Palette
{
    /// <summary>The left leg: blue.</summary>
    public const string Left = "#0072B2";

    /// <summary>The right leg: vermillion.</summary>
    public const string Right = "#D55E00";

    /// <summary>Series and what is periodic on both legs: bluish green.</summary>
    public const string Series = "#009E73";

    /// <summary>Rest: sky blue.</summary>
    public const string Rest = "#56B4E9";

    /// <summary>What asks for attention, such as a change of the clock: reddish purple.</summary>
    public const string Mark = "#CC79A7";
}
