# What BeforeAndAfterTraining says.
# $steps are the steps of training, taken at a learning rate of $rate; $uphill of them raised the average cost. $output
# is an output by its number, $before and $after what it says before and after these steps, $wanted what is desired.
# $C and $C_after are the costs of the example, $average and $average_after those of all $examples of them, of which
# $shown are shown. Example $most still sends back most; $cost is what it costs.

claim = { $right ->
        [rests] What flows back starts at the outputs; where these are right, almost nothing flows.
       *[slopes] What flows back starts at the outputs.
    }

set_them_side_by_side = The same network, before and after { $steps } { $steps ->
        [one] step
       *[other] steps
    } of training, at a learning rate of { $rate }. { $climbs ->
        [never] {""}
       *[sometimes] { $uphill } of them raised the average cost.
    }

run_both_forward = The same example goes into both. { $answers ->
        [same] Output { $output } says { $after } before and after; { $wanted } is desired.
       *[other] Before, output { $output } says { $before }; after, it says { $after }. Desired is { $wanted }.
    }
    .asks = What are the actual answers, before training and after it?

run_both_sweeps = Then back, on one ruler. The cost was { $C }, now it is { $C_after }{ $left ->
        [little] : there is little left to send.
        [less] : there is less left to send.
       *[other] .
    }

go_through_the_examples = { $told ->
        [all] Over all { $examples } examples,
       *[some] We look at { $shown } of { $examples } examples. Over all of them,
    } the average cost { $trend ->
        [falls] fell from { $average } to { $average_after }.
       *[other] was { $average }, and is { $average_after }.
    } { $teaches ->
        [none] {""}
       *[some] Example { $most } still sends back most: its cost is { $cost }.
    }

# Of two networks, $one and $other, that run the same examples. $before and $after are what output $output says in them,
# $C and $C_after their costs, $sent and $sent_after what their outputs send back: the sizes of their deltas, added up.
set_them_side_by_side_of_two = Two networks, “{ $one }” and “{ $other }”. Both run the same examples, with the same desired outputs.

run_both_forward_of_two = The same example goes into both. { $answers ->
        [same] Output { $output } says { $after } in both; { $wanted } is desired.
       *[other] Output { $output } says { $before } in “{ $one }”, and { $after } in “{ $other }”. Desired is { $wanted }.
    }

run_both_sweeps_of_two = Then back, on one ruler. “{ $one }” costs { $C }, and all that its outputs send back adds up to { $sent }. “{ $other }” costs { $C_after } and sends back { $sent_after }.{ $measure ->
        [same] {""}
       *[other] {" "}They count a miss by two costs.
    }

go_through_the_examples_of_two = { $told ->
        [all] Over all { $examples } examples,
       *[some] We look at { $shown } of { $examples } examples. Over all of them,
    } the average cost is { $average } for “{ $one }” and { $average_after } for “{ $other }”. { $teaches ->
        [none] {""}
       *[some] With example { $most }, where its cost is { $cost }, “{ $other }” sends back most.
    }

# On screen: above the two networks; below them which example goes in, and how many steps lie between the two.
first = before
last = after
example = example
count = { $number } { $steps ->
        [one] step
       *[other] steps
    } later
