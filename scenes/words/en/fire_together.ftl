# What FireTogether says.
# $own, $second_a and $third_a are the settings of the neuron, $dz_own and so on how far z moves behind each.

claim = A weight matters as much as the neuron behind it is active.

push_with_its_own_value =
    { $source ->
        [input] The input behind the weight { $weight } is { $own }.
       *[neuron] The neuron behind the weight { $weight } has the activation { $own }.
    } Push the weight by { $nudge }: { $silent ->
        [silent] z does not move at all.
       *[active] z moves by { $dz_own }.
    }

dim_the_neuron =
    { $second_way ->
        [dim] Now dim it to { $second_a }.
       *[lit] Now make it brighter, { $second_a }.
    } The bias makes up for it, so that z starts where it was. Then the same push moves z by { $second_way ->
        [dim] only { $dz_second }
       *[lit] { $dz_second }
    }.

compare_the_three =
    With { $third_a }, the same push moves z by { $dz_third }. The weight multiplies the activation: what gets through is the push times the activation.

weigh_the_edges = { $slopes ->
        [some] The cost answers in the same way. So its slope by the weight is in proportion to the activation: { $first_slope }, { $middle_slope }, { $last_slope }. Each edge is now as wide as its slope, on a scale of its own.
        [unwanted] The slope of the cost by the weight would grow in the same way. But here nothing is wanted of the output, so every slope is { $first_slope }.
        [right] The slope of the cost by the weight would grow in the same way. But here the output is right already, so every slope is { $first_slope }.
       *[flat] The slope of the cost by the weight would grow in the same way. But here a later factor is zero, so every slope is { $first_slope }.
    }

let_it_learn = { $learns ->
        [some] One step of learning moves each weight against its slope, { $rate } times as far. { $rescaled ->
            [larger] All lines are drawn larger now.
            [smaller] All lines are drawn smaller now.
           *[same] {""}
        } The weight behind the most active neuron moves most: { $most }. Neurons that fire together wire together.
       *[none] With slopes of zero, a step of learning moves no weight here. Elsewhere the weight behind the most active neuron moves most: neurons that fire together wire together.
    }

# On screen, at the right end of the rule below which all is drawn longer.
lens = × { $factor } from here
