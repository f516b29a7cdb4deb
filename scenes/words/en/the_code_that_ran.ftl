# What TheCodeThatRan says.
# $sum, $bend, $start, $partners, $outer and $turn are lines by their numbers. There are $rounds layers; $several says
# whether they are more than one. $weights slopes agree ($many whether they are more than
# one), one of them in $digits digits. Neuron $k of layer $before, $place, is
# handed $right, or $wrong where the weights move before line $late; $differs says whether these are printed differently.

claim = A few lines of code are the whole method.

run_the_forward_lines =
    Line { $sum } adds up what each neuron hears, line { $bend } bends the sums. { $several ->
        [yes] That makes { $rounds } rounds, one for each layer.
       *[no] There is one layer, so it is one round.
    }

start_from_the_miss = Line { $start } starts the way back: how does the cost answer each output?

run_the_backward_lines =
    Line { $partners } gives each sum its delta. Line { $outer } multiplies every delta with every activation. Line
    { $turn } turns the matrix and hands the slopes back. { $several ->
        [yes] The same lines run for every layer, back to the first.
       *[no] With one layer, the sweep ends here.
    }
    .asks = How is the way back written as code?

meet_the_other_way = { $many ->
        [no] Nudging the one weight instead gives the same slope:
       *[yes] Nudging the weights one by one instead gives the same { $weights } slopes. Of the steepest one
    } both ways give the same { $digits } digits.

mind_the_order =
    Change the weights only after the sweep. { $differs ->
        [yes] One line too early, and line { $late } turns weights that have moved already. { $place ->
            [hidden] Neuron { $k } of layer { $before }
           *[input] Input { $k }
        } gets { $wrong } instead of { $right }.
       *[no] One line too early, and line { $late } turns weights that have moved already.
    }

# On screen: what is counted; over slopes; over values that are held against each other.
layer = layer
by_code = by the code
by_nudges = by nudges
after = after the sweep
too_early = too early
