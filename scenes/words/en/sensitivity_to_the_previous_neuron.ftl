# What SensitivityToThePreviousNeuron says.
# $before is the activation of the neuron before, $w the weight's value; $nudge is negative where $before cannot rise.

claim = The weight itself says how strongly the previous activation reaches the cost.

open_a_third_entrance =
    The weight { $weight } and the bias { $bias } both change the sum { $total }. The neuron before, { $before }, is the third way in.
    From z on, its way is the same. Only the first ratio is new.

find_the_weight =
    In the sum, { $before } is multiplied by the weight. For each unit of { $before }, z changes by { $w }: the first ratio is the weight itself.

nudge_the_previous_neuron = { $way ->
        [down] Push { $before } as well. It is too near its largest value, so push it down, by { $nudge }.
       *[up] Push { $before } by the same, { $nudge }.
    } { $answers ->
        [none] The weight is zero, so z does not move: nothing gets through.
        [turned] The weight is negative, so z moves the other way, { $w } times as far, and the cost by { $dC }.
       *[same] The sum z moves { $w } times as far, and the cost by { $dC }.
    } { $differ ->
        [yes] From z on, the ratios differ a little, for z is pushed differently.
       *[no] {""}
    }

put_the_numbers_in =
    { $settles ->
        [settles] Make both pushes smaller and smaller: ratios become slopes, and from z on these are the same.
       *[none] Slopes multiply as the ratios do.
    } The weight comes first, { $w }, then what the bias has as well.
    Together they make { $slope }. { $zero ->
        [weight] It is zero, for the weight is zero.
        [flat] It is zero, for the curve is flat where z stands.
        [right] It is zero, for nothing is to be gained here.
       *[no] {""}
    }

hand_the_slope_on = { $end ->
        [input] Here { $before } is the input, and nobody tunes the input. Its slope is { $slope }, and the way back ends here.
       *[hidden] We cannot set { $before }: its own weight and bias make it. But now we know its slope, { $slope }. Keep it: the next step back begins with it.
    }

# On screen, at the right end of the rule below which all is drawn longer.
lens = × { $factor } from here
