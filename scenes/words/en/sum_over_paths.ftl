# What SumOverPaths says.
# $k is the number of the neuron, $ways how many paths lead from it; $push is the push, $moves what it moves
# ($hollow: whether some of it goes down), $one is the slope of the cost with respect to itself, $share what
# one path brings ($brings: whether its printed factors make it, or nearly), $sum what all bring; $first and
# $last are the ratios that are measured.

claim = An activation reaches the cost along every path, and the effects add.

pick_a_neuron =
    { $place ->
        [input] Input { $k }
       *[hidden] Neuron { $k } of layer { $layer }
    } speaks to { $ways } neurons. So { $ways } paths lead from it to the cost.

one_push_every_answer =
    Push { $a } by { $push }. { $moving ->
        [some] { $told ->
            [all] The sums that hear it
           *[most] { $few } of the sums that hear it
        } move by { $moves }.{ $hollow ->
            [some] {" "}Hollow means down.
           *[none] {""}
        }
       *[none] No sum that hears it moves.
    } All together, the cost moves by { $dC }.

through_the_gates =
    Now we ask the cost. It follows itself one to one, so every path begins with { $one }.
    One path multiplies { $one } by { $factors }. It brings { $brings ->
        [near] about { $share }
       *[equal] { $share }
    } to { $a }. { $others ->
        [none] {""}
        [one] The other path does the same.
       *[many] The other paths do the same.
    }

stack_and_cancel = { $balance ->
        [cancels] { $up } up and { $down } down leave { $closes ->
            [near] about { $sum }.
           *[equal] { $sum }.
        }
        [even] { $up } up and { $down } down cancel exactly.
        [alike] Nothing cancels here: the shares add up to { $sum }.
       *[nothing] No path brings anything, so the sum is { $sum }.
    } Now we measure. A push of { $push } gives the ratio { $first }. { $settles ->
        [agrees] A much smaller push gives { $last }: the same as the sum.
        [nears] The smaller the push, the closer it comes: { $last }.
       *[never] A smaller push gives { $last }: here no push settles on the sum.
    }

write_it_in_general = { $gates ->
        [three] For each path we multiply the weight, the slope of the curve and the slope of the cost.
        [miss] For each path we multiply the weight by how far the output misses.
       *[two] For each path we multiply the weight by how the cost follows the sum.
    } Then we add up all paths.

# On screen, where a lens begins, and below what is measured.
lens = × { $factor } from here
magnified = × { $factor }
sum = sum
ratio = ratio
