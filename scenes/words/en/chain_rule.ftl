# What ChainRule says.
# $first, $second and $third are the ratios of neighbouring moves under the push, $ends that of the two ends;
# $product says whether the printed factors make the cost's move, or nearly.

claim = The ratios of neighbouring nudges multiply to the ratio of the ends.

recall_the_ribbon =
    Again the weight { $weight } is pushed by { $nudge }. How does the push get from the weight to the cost,
    which moves by { $dC }?

read_each_band =
    From w to z the push is multiplied by { $first }, from z to a by { $second }, from a to C by { $third }{ $turns ->
        [turned] , which turns it round
       *[straight] {""}
    }.

multiply_the_ratios =
    One after the other: the push, times { $first }, times { $second }, times { $third }, is the cost's move, { $product ->
        [near] about { $dC }.
       *[equal] { $dC }.
    }

cancel_the_middle = { $middle ->
        [moves] Each move in between stands once above a bar and once below one, so it cancels. The ratio of the ends remains: { $ends }.
       *[ends] A factor of zero ends the push: the cost does not answer. A move of nothing does not cancel, but the slopes still multiply.
    }

shrink_the_nudge = { $settles ->
        [settles] Make the push smaller and smaller, and each ratio becomes a slope. Slopes multiply: this is the chain rule. Here they make { $slope }.
       *[none] Slopes multiply in the same way: this is the chain rule. Here they make { $slope }, but no nudge's ratio settles on them.
    }

# On screen, at the right end of the rule below which all is drawn longer.
lens = × { $factor } from here
