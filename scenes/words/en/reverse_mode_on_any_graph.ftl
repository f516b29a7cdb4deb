# What ReverseModeOnAnyGraph says.
# $name is an input of an expression by its name, from which $arrows arrows leave; $whole is the value of all of it.
# $parts are what arrives at $name along its arrows, and $slope what they add up to. $total are all weights and biases
# of the network, $reached how many numbers one weight reaches.

claim = Multiply along each arrow, add where arrows meet: on any graph.

build_the_graph = Every formula is a graph of small steps. { $arrows ->
        [one] { $name } is used once, so one arrow leaves it.
       *[other] { $name } is used { $arrows } times, so { $arrows } arrows leave it.
    } Forward, the whole is { $whole }.

mark_each_arrow = Each arrow needs one small slope: how the next step answers to this one alone. In a product it is the other factor.

add_where_paths_meet = Back from { $one } we multiply along each arrow; a sum hands all of it to both. { $meets ->
        [one] At { $name } one arrow arrives: the slope is { $slope }.
       *[other] At { $name } arrows meet: { $parts }. Together they are { $closes ->
            [near] about { $slope }.
           *[equal] { $slope }.
        }
    } { $signs ->
        [some] Hollow means negative.
       *[none] {""}
    }

see_the_network_in_it = A network is such a graph: products along its edges, a sum and a curve in each neuron. Its cost is { $C }. Backpropagation is this method on this graph.

fill_a_row = In a table of all slopes, a sweep forward fills the { $turned ->
        [turned] row of one weight or bias: { $total } sweeps. A sweep backward fills a column
       *[upright] column of one weight or bias: { $total } sweeps. A sweep backward fills a row
    }: for the cost, { $one } sweep.
    .asks = Why do we go backward, and not forward from each weight?

turn_the_case_round = Now one weight, { $weight }, and the { $reached } numbers that it reaches. Backward takes { $reached } sweeps, forward { $one }. With few inputs and many outputs, forward is shorter.

# On screen: how many sweeps there are in each direction.
forward = sweeps forward:
backward = sweeps backward:

# On screen: from where on all is drawn through a lens; beside the counter, as in SensitivityFlowsBackward.
lens = { $factor } from here
of = of
sweep = one sweep back
slopes = { $count ->
        [one] slope
       *[other] slopes
    }
nudging = nudging
