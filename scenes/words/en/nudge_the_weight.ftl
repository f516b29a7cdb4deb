# What NudgeTheWeight says.
# $nudge is the push of the ribbon, $wide the first one of the graph; $first and $last are ratios under the widest and
# the smallest nudge. $behaves tells what becomes of the ratio.

claim = The derivative is how much the cost answers a small nudge, per unit of nudge.

nudge_the_weight =
    { $scale ->
        [lens] All four lines now have one scale; below the dashed line it is drawn longer.
       *[one] All four lines now have the same scale.
    } Push the weight { $weight } by { $nudge }: z moves by { $dz }, a by { $da }, and the cost { $moves ->
        [some] by { $dC }
       *[none] not at all
    }.

compare_the_ends =
    Divide the answer by the nudge: { $dC } over { $nudge } is { $ratio }. { $moves ->
        [some] For each unit of w, the cost changes by about { $ratio }.
       *[none] Nothing answers here.
    }

halve_the_nudge =
    Now the cost is drawn over w. Take a wide nudge of { $wide } and halve it, again and again. { $behaves ->
        [still] The cost stays where it is: each ratio is { $last }.
        [same] The answer is halved as well, and their ratio stays { $last }.
        [shrinks] The ratio shrinks with the nudge, from { $first } to { $last }.
       *[settles] The answer shrinks as well, but their ratio settles: from { $first } to { $last }.
    }

nudge_the_other_way =
    Push the other way, by { $back }, then by { $back_last }. { $side ->
        [same] The ratio is { $back_last_ratio } again.
        [corner] From this side the ratio goes elsewhere: from { $back_ratio } to { $back_last_ratio }.
       *[near] The ratio goes from { $back_ratio } to { $back_last_ratio }. From this side, too, it comes towards the same value.
    }

meet_the_derivative =
    { $settles ->
        [settles] Close up, where each small dot halves the push again, the curve is straight. The slope that it has there is the derivative: { $dC_dw } = { $slope }.
       *[none] No ratio here settles on the slope of this curve at the weight. That slope is the derivative: { $dC_dw } = { $slope }.
    }
    .asks = Does it mean anything to divide by a nudge that shrinks to nothing?

# On screen, under the rule below which all is drawn longer.
lens = drawn { $factor } times as long

# On screen, in a graph in which a unit up is longer than one across, or the other way round.
height = { $size ->
        [huge] height × { $factor }
        [short] drawn { $factor } times as high
       *[plain] drawn { $factor } times as high as wide
    }
width = { $size ->
        [huge] width × { $factor }
        [short] drawn { $factor } times as wide
       *[plain] drawn { $factor } times as wide as high
    }
