# What EveryQuantityOnItsLine says.
# $w, $z, $a and $C are the numbers at rest; $sum and $bend tell how z and a answer equal steps of the weight,
# $way which end comes first,
# $bowl how the cost depends on the output.

claim = Each quantity is a number on its own line.

place_what_is_given =
    A number is a place on a line. The weight { $weight } stands at { $w };
    { $a_prev } from the neuron before and the bias { $b } stay as they are.

place_what_follows =
    The weight sets z = { $z }, z sets a = { $a }, and a sets the cost { $C }. The dot under y is what is desired, { $y }.

slide_the_weight =
    Slide the weight { $way ->
        [down] down to { $bottom }, then up to { $top }
       *[up] up to { $top }, then down to { $bottom }
    }, and leave a thread at equal steps. { $sum ->
        [still] Nothing else moves, for { $a_prev } comes in.
       *[even] z follows evenly.
    }

read_the_threads =
    From w to z { $sum ->
        [still] all threads meet
       *[even] all steps are equal
    }. From z to a { $bend ->
        [still] nothing moves
        [even] they stay equal
        [nearly_even] they stay almost equal
        [half_still] some stand still, the rest goes evenly
        [bunched] they are wide in the middle and narrow at the ends
        [widening] they grow from one end to the other
        [turning] they turn back on the way
       *[uneven] they become uneven
    }. { $bowl ->
        [still] And the cost stays where it is.
        [nearest] The cost is least where a is nearest to y.
        [falls] The greater a, the smaller the cost.
        [rises] The greater a, the greater the cost.
       *[uneven] Each a has its own cost.
    }

return_to_rest =
    Slide the weight back to { $w }, { $sum ->
        [still] and all is as it was: the cost is { $C }. Behind a neuron that is silent, the weight decides nothing.
       *[even] and everything comes back too: the cost is { $C } again. The number of the weight decides all others.
    }
