# What WhereSlopesVanish says.
# $a is an output that should be $y, $slope how strongly the squared error answers its sum, and $crossed how strongly a
# cross-entropy does. At a learning rate of $rate its bias takes $steps steps until the output is $far, and
# $steps_crossed under the cross-entropy. Of a slope of $one at the output of a chain of $depth layers $squashed arrives
# at its input, and $carried with another curve. $ratio is what the first layer of the network gets of what its last
# one gets.

claim = Going back through a flat curve multiplies the slope by almost nothing.

stand_on_the_flat_end = { $own ->
        [own] Take an output as this network has it, a sigmoid with the squared error.
       *[other] For comparison, take one sigmoid output that costs its miss times itself.
    } It should be { $y }. Let it slide: at { $a } it is almost as wrong as can be, yet the slope is only { $slope }: the curve is flat here.

name_the_plain = This is no valley but a plain. Only the bias moves, at a rate of { $rate }: { $steps } steps until the output is { $far }.
    .asks = Why does training hardly move away from such a poor answer?

change_the_cost = Under cross-entropy the curve is as flat, but the cost itself is so steep that the two cancel. The same miss now gives { $crossed }: { $steps_crossed } steps are enough.

multiply_down_the_chain = Now a chain of { $depth } sigmoids behind an input. Going back, each layer multiplies by its weight and its slope, which is one quarter at most.

compare_two_chains = The same chain once more, only with another curve, ReLU: its slope is { $one } at each neuron here. Of a slope of { $one }, { $squashed } reaches the input through sigmoids, and { $carried } through ReLU.

see_your_own_network = { $kind ->
        [alone] This network has one layer: nothing is multiplied on the way back.
        [nothing] In this network nothing flows back from the last layer: there is nothing to multiply.
        [level] In this network nothing reaches the first layer: on the way there is a layer whose curves are all level here.
        [stopped] In this network nothing reaches the first layer, whatever the last one gets.
        [more] In this network the first layer gets { $ratio } times what the last one gets: weights and many paths can make slopes grow.
       *[less] In this network the first layer gets { $ratio } of what the last one gets.
    }

# On screen: beside the curves the two costs and the steps taken; above the chains their curves, and beside the factors
# what they are; below the strips what they measure.
squared = squared error
crossed = cross-entropy
count = { $number } steps
first_chain = sigmoid
other_chain = ReLU
weight = × weight
slope = × slope
layer = layer
sizes = { $ruler ->
        [even] what flows back
       *[powers] what flows back, in powers of ten
    }
