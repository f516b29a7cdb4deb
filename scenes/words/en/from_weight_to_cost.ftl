# What FromWeightToCost says.
# $w times the activation $a_prev is $wa; with the bias $b that is z, $z; of it comes the activation $a, which should be
# $y; both make the cost $C. $x is the input.

claim = w, a and b make z; z makes a; a and y make the cost.

add_up_the_sum = The weight { $w } times the activation { $a_prev } is { $wa }. Then comes the bias: { $b }.
    Together they make { $closes ->
        [equal] the sum z = { $z }.
       *[near] the sum, and z is about { $z }.
    }

bend_it = { $bends ->
        [line] The activation is the sum itself. So a is { $a }.
        [dead] Any negative sum becomes { $zero }. z is { $z }, so a is { $a }.
        [alive] Any negative sum becomes { $zero }, and any other stays as it is. z is { $z }, so a is { $a }.
        [kept] The curve turns any sum into a number between { $low } and { $high }. From z = { $z } it makes a = { $a }.
       *[curve] The curve turns each sum into an activation. From z = { $z } it makes a = { $a }.
    }

reach_the_cost = The activation is { $a }. It should be { $y }. { $score ->
        [none] Nothing is missing, so the cost is { $C }.
        [square] The square on the difference is the cost: { $C }.
        [half] Half of the square on the difference is the cost: { $C }.
       *[other] The other curve says what each activation costs. This one costs { $C }.
    }

fold_into_a_tree = Now we keep only what depends on what. Three numbers make z. z makes a. And a and y make the cost C.

grow_back_to_the_input = { $before ->
        [input] The activation that came in is the input itself, { $x }. No neuron made it.
        [one] The activation { $a_prev } was made in the same way. What came in there is the input, { $x }.
       *[more] The activation { $a_prev } was made in the same way, and the one before it too, back to the input, { $x }.
    }

follow_the_weight = Back to the last weight, { $weight }. It has one way to the cost: through z, then a, then C.

# On screen, where layers are left out.
layers = { $gap ->
        [one] { $gap } layer
       *[other] { $gap } layers
    }
