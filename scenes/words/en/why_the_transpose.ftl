# What WhyTheTranspose says.
# $j is a neuron of layer $layer and $k one of layer $before; $heard and $listening are how many neurons these layers
# have. $terms are what the neurons send back to $k, $total is their sum, $wrong what the matrix would make without
# being turned, and $measured what a nudge says.

claim = Forward a neuron reads its row; backward it reads its column.

hear_along_a_row =
    Forward, neuron { $j } of layer { $layer } hears along { $heard } edges. Their weights are row { $j } of the matrix.

answer_along_a_column =
    Going back, { $place ->
        [input] input { $k }
       *[hidden] neuron { $k } of layer { $before }
    } collects along the { $listening } edges that leave it. Each brings its weight times delta. Now the weights are column { $k }.

read_the_column = { $told ->
        [all] Column { $k } times delta gives { $terms }.
       *[most] Column { $k } times delta gives one number for each edge. The largest are { $terms }.
    } { $closes ->
        [near] The sum, about { $total },
       *[equal] The sum, { $total },
    } is how the cost answers { $place ->
        [input] input { $k }.
       *[hidden] neuron { $k }.
    }

turn_the_matrix =
    A matrix product reads rows. So we turn the matrix over its diagonal, and every column lies down as a row. This is the transpose.
    .asks = How is reading a column written as a product of matrices?

refute_the_wrong_one = { $fits ->
        [square] { $differs ->
            [yes] Without turning, row { $k } would give { $wrong }.
           *[no] Without turning, row { $k } would give { $wrong }, here the same number.
        }
       *[never] Without turning, a row has { $heard } weights, but delta has { $listening } numbers: they do not fit.
    } { $settles ->
        [agrees] A tiny nudge of { $place ->
            [input] input { $k }
           *[hidden] neuron { $k }
        } says { $measured }, as the turned matrix does.
        [nears] A tiny nudge of { $place ->
            [input] input { $k }
           *[hidden] neuron { $k }
        } says { $measured }. The turned matrix says { $total }.
       *[never] Here no nudge settles on a slope, so a nudge cannot decide.
    }

# On screen: what the products add up to, and what is held against each other.
together = together
turned = turned
unturned = not turned
nudged = nudge
a_row = a row
delta = delta
