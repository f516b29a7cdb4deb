# What StepDownhill says.
# $slope is the steepest slope of the first example and $move what it makes of its weight or bias; $before and $after
# are the cost of that example, $last what it is after all its steps. $first_average, $asked_average, $average and
# $last_average are averages over all examples.

claim = Every weight{ $biases ->
        [kept] {""}
       *[moved] {" "}and bias
    }{ $layers ->
        [one] {""}
       *[many] {" "}in every layer
    } { $moves ->
        [none] would move at once, a little, against its slope, but all slopes are zero.
       *[some] moves at once, a little, against its slope.
    }

bring_the_slopes = { $slopes ->
        [none] Here are all { $total } slopes of this example, layer by layer. All of them are { $zero }.
       *[some] Here are all { $total } slopes of this example, layer by layer. Solid means: more of it, more cost.
    }

turn_slopes_into_moves = { $moves ->
        [none] A move goes against the slope, times the learning rate { $rate }. Where the slope is { $zero }, there is no move.
       *[some] A move goes against the slope, times the learning rate { $rate }. The steepest slope{ $biases ->
            [kept] {" "}of a weight
           *[moved] {""}
        }, { $slope }, gives the move { $way ->
            [up] +{ $move }
           *[down] { $move }
        }.
    }{ $biases ->
        [kept] {" "}The file keeps the biases where they are.
       *[moved] {""}
    }
    .asks = How much is added to each weight?

take_the_step = { $moves ->
        [none] Nothing moves: this is a flat place. Forward again, the cost stays at { $after }.
       *[some] All { $moving } move at the same moment{ $layers ->
            [one] {""}
           *[many] , in every layer
        }. Forward again: { $cost ->
            [falls] the cost falls from { $before } to { $after }.
            [rises] the cost rises from { $before } to { $after }. This step was too long.
           *[stays] the cost stays at { $after }.
        }
    }
    .asks = Which weights change in a step, and do they change one after another?

step_again = New slopes, new moves, again and again. { $trend ->
        [down] Each step leads down: after { $steps } steps the cost is { $last }.
        [lower] Some steps are too long, but after { $steps } steps the cost is { $last }.
        [still] Here the cost stays where it is: after { $steps } steps it is { $last }.
       *[higher] These steps are too long: after { $steps } steps the cost is { $last }.
    }

ask_all_examples = { $seen ->
        [rises] The first step asked one example only. Over all { $examples }, the average cost rose from { $first_average } to { $asked_average }.
        [falls] The first step asked one example only. It helped the others, too: over all { $examples }, the average cost fell from { $first_average } to { $asked_average }.
       *[stays] The first step asked one example only. Over all { $examples }, the average cost stays at { $asked_average }.
    }{ $averaged ->
        [better] {" "}A step by the averaged slopes is better on average: { $average }.
        [alike] {" "}A step by the averaged slopes gives { $average }, too.
        [other] {" "}A step by the averaged slopes gives { $average }.
        [same] {" "}After { $steps_of_all } steps by the averaged slopes it is still the same.
       *[none] {""}
    }{ $more ->
        [none] {""}
       *[some] {" "}After { $steps_of_all } of them it is { $last_average }.
    }

# On screen: from where on all is drawn through a lens.
lens = { $factor } from here

# On screen, beside the row of slopes and the row of moves.
slope = slope
move = move

# On screen, under the strips of the cost.
steps = steps

# On screen: before the average cost of all examples; at its heights before any step, and after one for one example;
# under the example that is asked; before the number of steps, when all are asked.
average = average cost
before = before
one = one asked
asked = asked
everyone = all asked, steps taken:
