# What AverageOverExamples says.
# $first is the slope of the first example, $rest what is left of all slopes, $mean their average, $cost that of the costs.

claim = The full cost is an average over examples, and so is its slope.

run_the_first_example = { $whole ->
        [outputs] Now all outputs count.
        [network] Now the whole network runs.
       *[chain] {""}
    } Example { $number } has its own activations, its own y, and so its own slope: { $first }.{ $rings ->
        [some] {" "}A ring says that the output should be { $one }.
       *[none] {""}
    }

run_the_others = Same weights, other inputs: every example has its own slope. The line is their average so far. { $signs ->
        [both] Some slopes are negative: these examples want a larger weight. The others want a smaller one.
        [negative] All want a larger weight.
        [positive] All want a smaller weight.
       *[none] Here no example asks for a change.
    }
    .asks = With many examples, whose activation and whose slope do we take?

stack_and_cancel = { $signs ->
        [both] Lay them end to end. The hollow ones go back, and take away what lies above them. { $rest } is left.
        [negative] Lay them end to end. All are negative, and nothing is taken away: { $rest } in all.
       *[positive] Lay them end to end. All are positive, and nothing is taken away: { $rest } in all.
    } Divided by { $count }, this is the average, { $mean }.

name_the_average = { $many ->
        [one] There is only one example: its cost is the full cost, { $cost }, and its slope is the average slope, { $mean }.
       *[many] The cost of training is the average cost, { $cost }. Its slope is the average slope, { $mean }.
    }

# On screen, beside the sum of all slopes and beside their average.
together = { $count } examples together
share = divided by { $count }

# On screen, beside the row of outputs and beside the numbers of the examples.
output = output
example = example
